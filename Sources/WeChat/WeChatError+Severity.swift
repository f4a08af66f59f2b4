package import HTTP

extension WeChatError: ResponseCause {
    package var severity: Severity {
        switch self {
        // A visitor who is not logged in is not a failure: other back ends ask about everybody.
        case .notLoggedIn, .snapshot, .abandoned: .info
        case .request(let error), .forged(let error): error.severity
        // An unknown code is the caller's mistake: anybody can send one.
        case .refused(let refusal): refusal.subject == .callersCode ? .warning : .error
        case .badToken, .unproven, .undecipherable: .warning
        case .notConfigured, .unavailable, .timedOut, .tooLarge, .storage, .fault: .error
        }
    }
}
