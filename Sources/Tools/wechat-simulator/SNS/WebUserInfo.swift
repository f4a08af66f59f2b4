import JSON

/// `GET /sns/userinfo` — what the person allowed the site to know.
enum WebUserInfo {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let token = try call.webToken(store)
        guard token.scope == .userInfo else { throw .refused(Refusal(48001)) }
        guard let account = try store.account(token.appid), let person = try store.person(token.person) else {
            throw .refused(Refusal(40001))
        }
        var members: [JSONValue.Member] = [
            .init("openid", .string(try Person.openID(account.appid, person.id))),
            .init("nickname", .string(person.nickname)), .init("sex", .integer(person.sex)),
            .init("province", .string(person.province)), .init("city", .string(person.city)),
            .init("country", .string(person.country)), .init("headimgurl", .string(person.avatar)),
            .init("privilege", .array(person.privilege.map(JSONValue.string))),
        ]
        if let unionid = person.unionid(at: account) { members.append(.init("unionid", .string(unionid))) }
        return .json(.object(members))
    }
}
