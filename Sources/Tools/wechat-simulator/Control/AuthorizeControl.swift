import JSON

/// `POST /_simulator/authorize` — a code without a browser, as if the person had agreed there.
enum AuthorizeControl {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let input = try ControlInput(call)
        let account = try call.namedAccount(input.text("appid"), store)
        guard account.kind == .officialAccount else { throw .misused("\(account.appid) is no official account") }
        let person = try call.namedPerson(input, store)
        guard let scope = WebScope(rawValue: try input.requiredText("scope")) else {
            throw .misused("scope must be snsapi_base or snsapi_userinfo")
        }
        let code = try store.issueCode(account.appid, person.id, scope, now: call.now)
        return .json([
            "code": .string(code), "openid": .string(try Person.openID(account.appid, person.id)),
            "state": try input.text("state").map(JSONValue.string) ?? .null,
        ])
    }
}
