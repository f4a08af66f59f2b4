import JSON

/// `POST /_simulator/mini/login` — the result of `wx.login` on a person's phone.
///
/// > wx.login 调用时，用户的 session_key 可能会被更新而致使旧 session_key 失效
///
/// (https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/signature.html) Here it is renewed, which a
/// server must be able to handle, unless the call says otherwise.
enum MiniLoginControl {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let input = try ControlInput(call)
        let account = try call.namedMiniProgram(input, store)
        let person = try call.namedPerson(input, store)
        let isRenewed = try input.flag("renew") ?? true
        let old = try isRenewed ? nil : store.sessionKey(account.appid, person.id)
        let key = if let old { old } else { try store.issueSessionKey(account.appid, person.id, now: call.now) }
        let code = try store.issueMiniCode(account.appid, person.id, .login, sessionKey: key.text, now: call.now)
        return .json([
            "code": .string(code), "openid": .string(try Person.openID(account.appid, person.id)),
        ])
    }
}
