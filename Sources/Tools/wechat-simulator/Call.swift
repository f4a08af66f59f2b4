import HTTP
import JSON

/// One call to the simulator: the request, and the simulator's time when it arrived.
struct Call {
    let request: Request
    let now: Int64

    var path: String { request.path }

    /// The caller's address: `X-Real-IP` if the request has it, so that a test can call from anywhere; else this host,
    /// since no other can reach the simulator.
    var address: String { request.header("X-Real-IP") ?? "127.0.0.1" }

    /// A parameter of the query; nil when it is absent, empty, or unreadable.
    func query(_ name: String) -> String? {
        guard let text = try? request.queryParameter(name), !text.isEmpty else { return nil }
        return text
    }

    /// The body as a JSON object, whatever its `Content-Type` says.
    func object() throws(Failure) -> JSONValue {
        guard let body = try? request.body(), let value = try? JSONValue(parsing: body), value.isObject else {
            throw .refused(Refusal((try? request.body())?.isEmpty == true ? 44002 : 47001))
        }
        return value
    }

    /// The account that the call names; nil if none.
    func account(_ store: borrowing Store) throws(Failure) -> String? {
        if let text = query("access_token") {
            if let token = try store.accessToken(text) { return token.appid }
            if let token = try store.webToken(text) { return token.appid }
        }
        return ((try? request.parameter("appid")) ?? nil).map { String($0.prefix(32)) }
    }
}
