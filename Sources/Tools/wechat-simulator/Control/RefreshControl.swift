import JSON

/// `POST /_simulator/refresh` — somebody else gets a new token or ticket, unknown to the client and without using a
/// quota.
enum RefreshControl {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let input = try ControlInput(call)
        let appid = try call.namedAccount(input.text("appid"), store).appid
        switch try input.requiredText("kind") {
        case "stable": return token(try store.issueToken(appid, .stable, overlap: 0, now: call.now))
        case "token":
            return token(try store.issueToken(appid, .token, overlap: AccessToken.overlap, now: call.now))
        case "ticket":
            guard let kind = Ticket.Kind(rawValue: try input.text("type") ?? "jsapi") else {
                throw .misused("type must be jsapi or wx_card")
            }
            return .json(["ticket": .string(try store.issueTicket(appid, kind, now: call.now).text)])
        default: throw .misused("kind must be stable, token or ticket")
        }
    }

    private static func token(_ token: AccessToken) -> Reply { .json(["access_token": .string(token.text)]) }
}
