import JSON

/// `GET /cgi-bin/user/info` — whether a person follows the account, and little else since 2021.
enum UserInfo {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedOfficialAccount(store)
        return .json(try info(call.query("openid") ?? "", account, store))
    }

    /// What this call and `user/info/batchget` answer about one person.
    static func info(_ openID: String, _ account: Account, _ store: borrowing Store) throws(Failure) -> JSONValue {
        guard let person = try store.person(openID: openID, appid: account.appid) else {
            throw .refused(Refusal(40003))
        }
        var members: [JSONValue.Member] = [
            .init("subscribe", person.follows ? 1 : 0), .init("openid", .string(openID)),
        ]
        if person.follows {
            members += profile(person, isTold: account.tellsProfile)
            members.append(.init("subscribe_time", .integer(person.followsSince)))
        }
        if let unionid = person.unionid(at: account) { members.append(.init("unionid", .string(unionid))) }
        return .object(person.follows ? members + relation : members)
    }

    // > "nickname":"","sex":0,"language":"zh_CN","city":"","province":"","country":"","headimgurl":""
    // The members that say nothing any more are still there. Only accounts that ask the simulator for it are told more.
    private static func profile(_ person: Person, isTold: Bool) -> [JSONValue.Member] {
        [
            .init("nickname", .string(isTold ? person.nickname : "")), .init("sex", .integer(isTold ? person.sex : 0)),
            .init("language", .string(person.language)), .init("city", .string(isTold ? person.city : "")),
            .init("province", .string(isTold ? person.province : "")),
            .init("country", .string(isTold ? person.country : "")),
            .init("headimgurl", .string(isTold ? person.avatar : "")),
        ]
    }

    private static let relation: [JSONValue.Member] = [
        .init("remark", ""), .init("groupid", 0), .init("tagid_list", []),
        .init("subscribe_scene", "ADD_SCENE_QR_CODE"), .init("qr_scene", 0), .init("qr_scene_str", ""),
    ]
}
