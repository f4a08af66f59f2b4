import JSON

/// `POST /_simulator/mini/login` — what `wx.login` gives on a person's phone.
enum MiniLoginControl {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let input = try ControlInput(call)
        let account = try call.namedMiniProgram(input, store)
        let person = try call.namedPerson(input, store)
        return .json([
            "code": .string(try store.issueMiniCode(account.appid, person.id, .login, now: call.now)),
            "openid": .string(try Person.openID(account.appid, person.id)),
        ])
    }
}
