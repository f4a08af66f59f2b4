import JSON

/// `POST /_simulator/mini/subscribe` — a person's answer to `wx.requestSubscribeMessage`: each "allow" permits one
/// message, and a "reject" revokes all.
enum MiniSubscribeControl {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let input = try ControlInput(call)
        let account = try call.namedMiniProgram(input, store)
        let person = try call.namedPerson(input, store)
        let template = try template(input, account, store)
        let isAccepted = try input.flag("accept") ?? true
        let count = isAccepted ? try store.subscriptions(template, person.id) + 1 : 0
        try store.setSubscriptions(template, person.id, to: count)
        return .json(
            .object([
                .init(template.id, isAccepted ? "accept" : "reject"), .init("errMsg", "requestSubscribeMessage:ok"),
                .init("messages", .integer(count)),
            ]))
    }

    /// The one named by the call, or the account's first.
    private static func template(
        _ input: ControlInput, _ account: Account, _ store: borrowing Store
    ) throws(Failure) -> MessageTemplate {
        let all = try store.templates(account.appid)
        let id = try input.text("template_id") ?? all.first?.id ?? ""
        guard let template = all.first(where: { $0.id == id }) else {
            throw .misused("\(account.appid) has no template \(id)")
        }
        return template
    }
}
