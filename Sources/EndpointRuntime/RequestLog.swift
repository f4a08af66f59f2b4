internal import HTTP
internal import Platform

/// The log line of a request: `key=value` pairs, with values quoted if necessary. Paths and parameters are left out:
/// they may contain codes, tokens or phone numbers, and the web server logs the path already.
struct RequestLog {
    let program: String

    /// The line; nil when there is nothing to log about the request.
    func line(for request: Request, _ response: Response, seconds: Double, logsAll: Bool) -> String? {
        let severity = response.cause?.severity ?? .info
        guard logsAll || severity != .info else { return nil }
        var line =
            "\(program) level=\(severity.rawValue) request=\(request.id) method=\(quoted(request.method.name))"
        line += " status=\(response.status) ms=\(Int(seconds * 1000))"
        if let cause = response.cause { line += " error=\(quoted(cause.description))" }
        return line
    }

    private func quoted(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x22 && $0 != 0x5C && $0 < 0x7F }) else { return text }
        let safe = TerminalText.harmless(text).utf8.map { $0 == UInt8(ascii: "\"") ? UInt8(ascii: "'") : $0 }
        return "\"" + String(decoding: safe.prefix(2000), as: UTF8.self) + "\""
    }
}
