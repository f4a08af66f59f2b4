internal import HTTP
internal import Platform
internal import WeChat

/// The log line of a request: `key=value` pairs, with values quoted if necessary. Paths and parameters are left out:
/// they may contain codes, tokens or phone numbers, and the web server logs the path already.
struct RequestLog {
    let program: String

    /// The line; nil when there is nothing to log about the request.
    func line(
        for request: Request, _ outcome: Outcome, seconds: Double, logsAll: Bool
    ) -> String? {
        guard logsAll || RequestLog.level(outcome.error) != "info" else { return nil }
        var line =
            "\(program) level=\(RequestLog.level(outcome.error)) request=\(request.id) method=\(quoted(request.method.name))"
        line += " status=\(outcome.response.status) ms=\(Int(seconds * 1000))"
        if let error = outcome.error { line += " error=\(quoted(error.description))" }
        return line
    }

    /// `warning` is the caller's mistake; `error` is for the operator.
    private static func level(_ error: WeChatError?) -> String {
        switch error {
        // A visitor who is not logged in is not a failure: other back ends ask about everybody.
        case nil, .notLoggedIn, .snapshot, .abandoned: "info"
        // An unknown code is the caller's mistake: anybody can send one.
        case .refused(let refusal) where refusal.subject == .callersCode: "warning"
        case .request, .forged, .badToken, .unproven, .undecipherable: "warning"
        default: "error"
        }
    }

    private func quoted(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x22 && $0 != 0x5C && $0 < 0x7F }) else { return text }
        let safe = TerminalText.harmless(text).utf8.map { $0 == UInt8(ascii: "\"") ? UInt8(ascii: "'") : $0 }
        return "\"" + String(decoding: safe.prefix(2000), as: UTF8.self) + "\""
    }
}
