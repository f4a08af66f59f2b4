internal import HTTP
internal import HTTPClient
package import JSON
package import Platform

/// Calls WeChat's servers: one connection, kept open between calls.
package final class WeChatClient {
    private let settings: UpstreamSettings
    private let breaker: CircuitBreaker
    let refusals: RefusalMemory
    private let current: CurrentRequest
    private var connection: UpstreamConnection?
    /// Whether the last attempt failed because WeChat was unreachable, failed itself or was busy, and not through a
    /// fault of this process or of the call, which WeChat's front end refused (HTTP 4xx).
    private var failedAtWeChat = false

    /// Costs nothing until the first call: a request that the store can answer never starts libcurl.
    ///
    /// - Parameter current: the request for which calls are made.
    package init(
        _ settings: UpstreamSettings, _ breaker: CircuitBreaker, _ refusals: RefusalMemory, for current: CurrentRequest
    ) {
        self.settings = settings
        self.breaker = breaker
        self.refusals = refusals
        self.current = current
    }

    package func noteSilence() { breaker.noteFailure(.open, "no answer in time") }

    /// The end of the time that the request in hand may spend on WeChat, including its time in queues.
    package func deadline() -> Deadline { current.deadline(after: settings.timeout) }

    /// Makes a call and returns WeChat's answer, an object without an error code.
    ///
    /// A repeatable call is made once more, if time is left, when WeChat is busy or the connection failed.
    ///
    /// - Throws: `abandoned`, without asking, when the caller has hung up.
    package func answer(to call: APICall, until deadline: Deadline) throws(WeChatError) -> JSONValue {
        try repeating(call, until: deadline) { () throws(WeChatError) in
            try WeChatClient.read(reply(to: call, until: deadline), of: call)
        }
    }

    /// Makes an attempt, and another one if allowed.
    ///
    /// The host's other processes learn from the result. No attempt is made if they have learned enough, or if nobody
    /// waits for the answer any more.
    @inline(never)
    func repeating<T>(
        _ call: APICall, until deadline: Deadline, _ attempt: () throws(WeChatError) -> T
    ) throws(WeChatError) -> T {
        try current.requireCaller()
        let given = deadline.remaining
        let pass = try breaker.admit(call)
        do throws(WeChatError) {
            let result = try twice(call, until: deadline, attempt)
            breaker.noteSuccess(pass)
            return result
        } catch {
            switch error {
            case .unavailable(_, let reason) where failedAtWeChat: breaker.noteFailure(pass, reason)
            case .unavailable: break
            // A server that was given no time to answer has not failed.
            case .timedOut where given >= min(1, settings.timeout / 2): breaker.noteFailure(pass, "no answer in time")
            case .timedOut, .abandoned: break
            default: breaker.noteSuccess(pass)
            }
            throw error
        }
    }

    private func twice<T>(
        _ call: APICall, until deadline: Deadline, _ attempt: () throws(WeChatError) -> T
    ) throws(WeChatError) -> T {
        do { return try attempt() } catch let first {
            guard case .unavailable = first, call.isRepeatable, deadline.remaining > 0.2 else { throw first }
            Deadline.sleep(0.1)
            do { try current.requireCaller() } catch { throw first }
            return try attempt()
        }
    }

    /// WeChat's reply, whatever it says.
    ///
    /// - Parameters:
    ///   - bodyLimit: bytes.
    ///   - body: receives the body piece by piece, instead of the reply.
    func reply(
        to call: APICall, until deadline: Deadline, bodyLimit: Int = 1 << 20, body: (([UInt8]) -> Void)? = nil
    ) throws(WeChatError) -> HTTPClientReply {
        guard deadline.remaining > 0 else { throw .timedOut(call: call.path) }
        do throws(HTTPClientError) {
            var request = request(for: call)
            request.timeout = deadline.remaining
            request.connectTimeout = min(settings.connectTimeout, deadline.remaining)
            request.maximumBodySize = bodyLimit
            let reply = try openConnection().perform(request, body: body)
            failedAtWeChat = !(400..<500).contains(reply.status)
            return reply
        } catch {
            switch error {
            case .library, .badRequest: failedAtWeChat = false
            default: failedAtWeChat = true
            }
            switch error {
            case .timedOut: throw .timedOut(call: call.path)
            case .tooLarge: throw .tooLarge(call: call.path, limit: bodyLimit)
            default: throw .unavailable(call: call.path, reason: "\(error)")
            }
        }
    }

    private func request(for call: APICall) -> HTTPClientRequest {
        HTTPClientRequest(
            method: call.body == nil ? "GET" : "POST", url: url(of: call),
            headers: call.body == nil ? [] : [("Content-Type", "application/json")], body: call.body?.bytes)
    }

    private func openConnection() throws(HTTPClientError) -> UpstreamConnection {
        if let connection { return connection }
        let new = try UpstreamConnection(settings)
        connection = new
        return new
    }

    private func url(of call: APICall) -> String {
        let query = call.query.map { "\($0.name)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
        return settings.apiURL.text + "/" + call.path + (query.isEmpty ? "" : "?" + query)
    }

    /// Distinguishes an answer from an error. The status reveals only outages: refusals come with 200, and `errcode` 0
    /// may be in a good answer (`docs/protocol/wechat.md`, "Every call").
    static func read(_ reply: HTTPClientReply, of call: APICall) throws(WeChatError) -> JSONValue {
        guard let answer = try? JSONValue(tolerantly: reply.body), answer.isObject else {
            throw .unavailable(call: call.path, reason: "HTTP \(reply.status) with a body that is no JSON object")
        }
        guard reply.status < 500 else { throw .unavailable(call: call.path, reason: "HTTP \(reply.status)") }
        try check(answer, of: call)
        return answer
    }

    /// Throws the meaning of an answer's error code, if it has one.
    static func check(_ answer: JSONValue, of call: APICall) throws(WeChatError) {
        switch answer["errcode"]?.integer ?? 0 {
        case 0: return
        case -1: throw .unavailable(call: call.path, reason: "errcode -1, busy")
        case let code: throw .refused(Refusal(call: call.path, code: code, message: answer["errmsg"]?.string ?? ""))
        }
    }
}
