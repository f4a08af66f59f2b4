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
            .init("nickname", .string(person.nickname)), .init("sex", .integer(person.isAnonymous ? 0 : person.sex)),
            .init("language", told(person.language, person)), .init("city", told(person.city, person)),
            .init("province", told(person.province, person)), .init("country", told(person.country, person)),
            .init("headimgurl", .string(person.avatar)),
            .init("privilege", .array(person.privilege.map(JSONValue.string))),
        ]
        if let unionid = person.unionid(at: account) { members.append(.init("unionid", .string(unionid))) }
        return .json(.object(members))
    }

    // > "sex":0,"language":"","city":"","province":"","country":""
    // Of newer accounts the members are there and empty.
    private static func told(_ text: String, _ person: Person) -> JSONValue {
        .string(person.isAnonymous ? "" : text)
    }
}
