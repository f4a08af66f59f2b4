import JSON

/// `POST /wxa/business/getuserphonenumber` — a person's phone number, for the mini program's code.
enum PhoneNumber {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedMiniProgram(store)
        let body = try call.object()
        let code = try code(body, account, store, call.now)
        guard let person = try store.person(code.person), let phone = person.phone else { throw invalidCode }
        try checkOpenID(body, code)
        try store.use(call.path, account.appid, person.id, now: call.now)
        try store.markUsed(code)
        return .json([
            "errcode": 0, "errmsg": "ok",
            "phone_info": [
                "phoneNumber": .string(phone.text), "purePhoneNumber": .string(phone.number),
                // A string, although the documentation's sample has a number: its table says so, and so do live
                // answers.
                "countryCode": .string("\(phone.countryCode)"),
                "watermark": ["timestamp": .integer(code.madeAt), "appid": .string(account.appid)],
            ],
        ])
    }

    /// A used code counts as unknown, unlike a login's.
    private static func code(
        _ body: JSONValue, _ account: Account, _ store: borrowing Store, _ now: Int64
    ) throws(Failure) -> MiniCode {
        guard let code = try store.miniCode(body["code"]?.string ?? "", .phone), code.expiresAt > now, !code.isUsed
        else { throw invalidCode }
        guard code.appid == account.appid else { throw .refused(Refusal(40013)) }
        return code
    }

    /// The openid is optional. WeChat's answer to another person's was not observed.
    private static func checkOpenID(_ body: JSONValue, _ code: MiniCode) throws(Failure) {
        guard let openID = body["openid"], openID != .null else { return }
        guard openID.string == (try Person.openID(code.appid, code.person)) else { throw .refused(Refusal(40003)) }
    }

    // > invalid code hint: [mGhbWV0sf-LxnVma] rid: ...
    private static var invalidCode: Failure {
        .refused(Refusal(40029, "invalid code hint: [\(RandomText.base64URL(16))]"))
    }
}
