internal import HTTP
internal import HTTPClient
package import JSON
package import Platform

/// Calls WeChat's servers: one connection, kept open between calls.
package final class WeChatClient {
    private let settings: UpstreamSettings
    private var connection: UpstreamConnection?

    /// Costs nothing until the first call: a request that is answered from the store never starts libcurl.
    package init(_ settings: UpstreamSettings) { self.settings = settings }

    /// The time that one request of ours may spend on WeChat, from now.
    package func deadline() -> Deadline { Deadline(after: settings.timeout) }

    /// Makes a call and gives WeChat's answer, an object without an error code.
    ///
    /// A call that may be repeated is made once more, while time is left, when WeChat is busy or the connection failed.
    package func answer(to call: APICall, until deadline: Deadline) throws(WeChatError) -> JSONValue {
        do { return try attempt(call, deadline) } catch {
            guard case .unavailable = error, call.isRepeatable, deadline.remaining > 0.2 else { throw error }
            Deadline.sleep(0.1)
            return try attempt(call, deadline)
        }
    }

    private func attempt(_ call: APICall, _ deadline: Deadline) throws(WeChatError) -> JSONValue {
        guard deadline.remaining > 0 else { throw .timedOut(call: call.path) }
        let reply: HTTPClientReply
        do throws(HTTPClientError) { reply = try perform(call, deadline) } catch {
            if case .timedOut = error { throw .timedOut(call: call.path) }
            throw .unavailable(call: call.path, reason: "\(error)")
        }
        return try WeChatClient.read(reply, of: call)
    }

    private func perform(_ call: APICall, _ deadline: Deadline) throws(HTTPClientError) -> HTTPClientReply {
        let connection = try openConnection()
        var request = HTTPClientRequest(
            method: call.body == nil ? "GET" : "POST", url: url(of: call),
            headers: call.body == nil ? [] : [("Content-Type", "application/json")], body: call.body?.bytes)
        request.timeout = deadline.remaining
        request.connectTimeout = min(settings.connectTimeout, deadline.remaining)
        return try connection.perform(request)
    }

    private func openConnection() throws(HTTPClientError) -> UpstreamConnection {
        if let connection { return connection }
        let new = try UpstreamConnection(proxy: settings.proxy?.text)
        connection = new
        return new
    }

    private func url(of call: APICall) -> String {
        let query = call.query.map { "\($0.name)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
        return settings.apiURL.text + "/" + call.path + (query.isEmpty ? "" : "?" + query)
    }

    /// Tells an answer from an error. The status decides nothing but outages: refusals come with 200, and `errcode` 0
    /// may stand in a good answer (wechat-api.md, section 0).
    private static func read(_ reply: HTTPClientReply, of call: APICall) throws(WeChatError) -> JSONValue {
        guard let answer = try? JSONValue(tolerantly: reply.body), answer.isObject else {
            throw .unavailable(call: call.path, reason: "HTTP \(reply.status) with a body that is no JSON object")
        }
        guard reply.status < 500 else { throw .unavailable(call: call.path, reason: "HTTP \(reply.status)") }
        switch answer["errcode"]?.integer ?? 0 {
        case 0: return answer
        case -1: throw .unavailable(call: call.path, reason: "errcode -1, busy")
        case let code: throw .refused(Refusal(call: call.path, code: code, message: answer["errmsg"]?.string ?? ""))
        }
    }
}
