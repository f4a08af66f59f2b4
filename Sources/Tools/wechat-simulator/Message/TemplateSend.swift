import JSON

/// `POST /cgi-bin/message/template/send` — fills in a template for a follower, and then reports to the gateway that it
/// was delivered (`TEMPLATESENDJOBFINISH`).
///
/// https://developers.weixin.qq.com/doc/service/api/notify/template/api_sendtemplatemessage. The order of the checks is
/// from memory.
enum TemplateSend {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedOfficialAccount(store)
        let body = try call.object()
        let person = try call.receiver(body, account, store)
        guard let template = try store.template(body["template_id"]?.string ?? "", account.appid) else {
            throw .refused(Refusal(40037))
        }
        guard let data = body["data"], data.isObject else { throw .refused(Refusal(47001)) }
        if let appid = body["miniprogram"]?["appid"]?.string, !appid.isEmpty {
            guard try store.account(appid)?.kind == .miniProgram else { throw .refused(Refusal(40013)) }
        }
        guard person.follows else { throw .refused(Refusal(43004)) }
        let id = try store.add(
            SentMessage(
                at: call.now, appid: account.appid, person: person.id, channel: .template, kind: template.id,
                shown: template.shown(data), body: body.text))
        let report = try report(firstID + id, account, person, store, call.now)
        return .json(["errcode": 0, "errmsg": "ok", "msgid": .integer(firstID + id)], push: report)
    }

    /// Real ones are large numbers, as in the sample.
    private static let firstID: Int64 = 200_228_332

    /// - Returns: nil when the account has no gateway.
    private static func report(
        _ id: Int64, _ account: Account, _ person: Person, _ store: borrowing Store, _ now: Int64
    ) throws(Failure) -> Push? {
        let gateway = try store.gateway(account.appid)
        guard let url = try? gateway.address(nil, site: store.site) else { return nil }
        let content = PushContent(
            event: "TEMPLATESENDJOBFINISH", summary: "\(id)",
            [.init("MsgID", .integer(id)), .init("Status", "success")])
        let openID = try Person.openID(account.appid, person.id)
        let members = content.members(account: gateway.originalID, openID: openID, at: now, id: 0)
        return try store.add(
            Push(
                id: 0, at: now, appid: account.appid, person: person.id, openID: openID, kind: content.kind,
                summary: content.summary, isMessage: false, url: url, mode: gateway.mode, format: gateway.format,
                body: MessageBody.text(members, gateway.format), copies: 1, damage: nil,
                state: gateway.isStopped(now) ? .withheld : .sending))
    }
}
