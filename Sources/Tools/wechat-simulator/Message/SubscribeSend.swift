import JSON

/// `POST /cgi-bin/message/subscribe/send` — fills in a template for somebody who allowed the mini program one such
/// message.
///
/// https://developers.weixin.qq.com/minigame/dev/api-backend/open-api/subscribe-message/subscribeMessage.send.html has
/// the codes. That an error in the data is found before the refusal, and costs nothing, is from memory.
enum SubscribeSend {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedMiniProgram(store)
        let body = try call.object()
        let person = try call.receiver(body, account, store)
        guard let template = try store.template(body["template_id"]?.string ?? "", account.appid) else {
            throw .refused(Refusal(40037))
        }
        let data = body["data"] ?? .null
        for field in template.fields { try TemplateField(field).check(data[field]) }
        let left = try store.subscriptions(template, person.id)
        guard left > 0 else { throw .refused(Refusal(43101)) }
        try store.setSubscriptions(template, person.id, to: left - 1)
        try store.add(
            SentMessage(
                at: call.now, appid: account.appid, person: person.id, channel: .subscribe, kind: template.id,
                shown: template.shown(data), body: body.text))
        return .ok
    }
}
