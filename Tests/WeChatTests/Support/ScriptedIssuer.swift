import Platform

@testable import WeChat

/// A WeChat whose answers a test writes, and which counts what it was asked.
final class ScriptedIssuer: TokenIssuer {
    enum Asked: Equatable {
        case token(force: Bool)
        case ticket(with: String)
    }

    private(set) var asked: [Asked] = []
    /// The token in force, given in normal mode; a forced refresh makes `<token>+`.
    var token = "token-1"
    var ticket = "ticket-1"
    var lifetime: Int64 = 7200
    var tokenError: WeChatError?
    var ticketError: WeChatError?
    /// Access tokens that `ticket` refuses with 40001.
    var refusedTokens: Set<String> = []
    /// Called inside each call, as another process would act meanwhile.
    var meanwhile: () -> Void = {}

    func accessToken(for account: Account, force: Bool, until deadline: Deadline) throws(WeChatError) -> Issued {
        asked.append(.token(force: force))
        meanwhile()
        if let tokenError { throw tokenError }
        if force { token += "+" }
        return Issued(value: token, lifetime: lifetime)
    }

    func ticket(_ type: TicketType, accessToken: String, until deadline: Deadline) throws(WeChatError) -> Issued {
        asked.append(.ticket(with: accessToken))
        meanwhile()
        if refusedTokens.contains(accessToken) {
            throw .refused(Refusal(call: "cgi-bin/ticket/getticket", code: 40001, message: "invalid credential"))
        }
        if let ticketError { throw ticketError }
        return Issued(value: ticket, lifetime: lifetime)
    }
}

extension WeChatError {
    static func refusal(_ code: Int64) -> WeChatError {
        .refused(Refusal(call: "cgi-bin/stable_token", code: code, message: "no"))
    }

    var refusedCode: Int64? {
        guard case .refused(let refusal) = self else { return nil }
        return refusal.code
    }
}
