import JSON

/// `GET /cgi-bin/user/info` — whether a person follows the account, and little else since 2021.
enum UserInfo {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedAccount(store)
        guard account.kind == .officialAccount else { throw .refused(Refusal(48001)) }
        guard let openID = call.query("openid"), let person = try store.person(openID: openID, appid: account.appid)
        else { throw .refused(Refusal(40003)) }
        var members: [JSONValue.Member] = [
            .init("subscribe", person.follows ? 1 : 0), .init("openid", .string(openID)),
        ]
        if person.follows && account.tellsProfile { members += profile(person) }
        if person.follows {
            members.append(.init("language", .string(person.language)))
            members.append(.init("subscribe_time", .integer(person.followsSince)))
        }
        if let unionid = person.unionid(at: account) { members.append(.init("unionid", .string(unionid))) }
        return .json(.object(person.follows ? members + relation : members))
    }

    /// What is told only to accounts that ask the simulator for it.
    private static func profile(_ person: Person) -> [JSONValue.Member] {
        [
            .init("nickname", .string(person.nickname)), .init("sex", .integer(person.sex)),
            .init("city", .string(person.city)), .init("province", .string(person.province)),
            .init("country", .string(person.country)), .init("headimgurl", .string(person.avatar)),
        ]
    }

    private static let relation: [JSONValue.Member] = [
        .init("remark", ""), .init("groupid", 0), .init("tagid_list", []),
        .init("subscribe_scene", "ADD_SCENE_QR_CODE"), .init("qr_scene", 0), .init("qr_scene_str", ""),
    ]
}
