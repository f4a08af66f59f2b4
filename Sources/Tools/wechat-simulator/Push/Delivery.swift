import HTTPClient
import Platform

/// Delivers one copy of a push to its gateway as WeChat does: up to three attempts, each newly signed and limited to
/// five seconds.
///
/// It works outside of transactions: while the gateway handles the push, it may call the simulator.
enum Delivery {
    static let tries: Int64 = 3
    /// The bytes of an answer that are read.
    private static let mostAnswer = 256 << 10

    /// - Parameter isWanted: whether to make another attempt.
    static func run(
        _ push: Push, copy: Int64, _ store: borrowing Store, isWanted: () -> Bool = { true }
    ) throws(Failure) {
        for number in 1...tries where isWanted() {
            let attempt = try attempt(push, copy: copy, number: number, store)
            let isLast = attempt.isAccepted || number == tries
            try store.transaction { () throws(Failure) in
                try store.add(attempt)
                if isLast { try store.endCopy(push, isAccepted: attempt.isAccepted, now: store.now()) }
            }
            if isLast { return }
        }
    }

    private static func attempt(
        _ push: Push, copy: Int64, number: Int64, _ store: borrowing Store
    ) throws(Failure) -> Try {
        let (gateway, now) = (try store.gateway(push.appid), try store.now())
        let envelope = try Envelope(push, gateway, now: now)
        let started = Deadline.monotonic()
        let reply = send(envelope, push, timeout: gateway.timeout)
        let seconds = Deadline.monotonic() - started
        var verdict = verdict(reply, push, gateway)
        if number == tries { verdict = verdict.final(isWatched: push.kind != "unsubscribe") }
        let answer = try? reply.get()
        return Try(
            push: push.id, copy: copy, number: number, at: now, started: started, seconds: seconds,
            query: envelope.query, body: envelope.body, status: answer.map { Int64($0.status) },
            answer: String(decoding: answer?.body ?? [], as: UTF8.self), isAccepted: verdict.isAccepted,
            verdict: verdict.text, shown: verdict.shown)
    }

    private static func verdict(
        _ reply: Result<HTTPClientReply, HTTPClientError>, _ push: Push, _ gateway: Gateway
    ) -> Verdict {
        switch reply {
        case .success(let reply): ReplyCheck(push: push, gateway: gateway).verdict(reply)
        case .failure(let error): .failed(error, timeout: gateway.timeout)
        }
    }

    private static func send(
        _ envelope: Envelope, _ push: Push, timeout: Double
    ) -> Result<HTTPClientReply, HTTPClientError> {
        let type = push.format == .xml ? "text/xml" : "application/json"
        return send(
            HTTPClientRequest(
                method: "POST", url: Delivery.address(push.url, query: envelope.query),
                headers: [("Content-Type", type)], body: Array(envelope.body.utf8)), timeout: timeout)
    }

    /// Each attempt has its own connection.
    static func send(_ request: HTTPClientRequest, timeout: Double) -> Result<HTTPClientReply, HTTPClientError> {
        var request = request
        (request.connectTimeout, request.timeout) = (timeout, timeout)
        request.maximumBodySize = mostAnswer
        do throws(HTTPClientError) {
            var transfer = try Transfer()
            return .success(try transfer.perform(request))
        } catch {
            return .failure(error)
        }
    }

    /// A gateway's address may have a query of its own.
    static func address(_ url: String, query: String) -> String {
        url + (url.utf8.contains(UInt8(ascii: "?")) ? "&" : "?") + query
    }
}
