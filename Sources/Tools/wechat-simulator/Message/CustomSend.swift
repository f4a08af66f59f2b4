import JSON

/// `POST /cgi-bin/message/custom/send` — writes to a person who recently did something at the account.
///
/// https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage
enum CustomSend {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedAccount(store)
        let body = try call.object()
        let person = try call.receiver(body, account, store)
        let message = try CustomMessage(body, account, store, now: call.now)
        // Nobody follows a mini program.
        guard person.follows || account.kind == .miniProgram else { throw .refused(Refusal(43004)) }
        try store.useAllowance(account.appid, person.id, now: call.now)
        try store.add(
            SentMessage(
                at: call.now, appid: account.appid, person: person.id, channel: .custom, kind: message.kind,
                shown: message.shown, body: body.text))
        return .ok
    }
}
