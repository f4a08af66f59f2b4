import HTTPClient
import JSON
import Platform

/// WeChat's verification when the address of a gateway is saved: it asks for an echo.
struct GatewayVerification {
    private let url: String
    private let gateway: Gateway
    private let query: String
    private let echo: String

    /// - Parameter damage: `signature`, if anything.
    init(_ url: String, _ gateway: Gateway, damage: Damage?, now: Int64) throws(Failure) {
        self.url = url
        self.gateway = gateway
        echo = String(Int64.random(in: 1_000_000_000_000_000_000...Int64.max))
        let (timestamp, nonce) = (String(now), Envelope.newNonce())
        let signature = try MessageSignature.make([gateway.token, timestamp, nonce])
        let sent = damage == .signature ? String(signature.reversed()) : signature
        query = "signature=\(sent)&timestamp=\(timestamp)&nonce=\(nonce)&echostr=\(echo)"
    }

    /// Asks, and returns the result.
    func run() -> JSONValue {
        let started = Deadline.monotonic()
        let request = HTTPClientRequest(url: Delivery.address(url, query: query))
        let reply = Delivery.send(request, timeout: gateway.timeout)
        let verdict = verdict(reply)
        let answer = try? reply.get()
        return [
            "url": .string(url), "query": .string(query), "seconds": .real(Deadline.monotonic() - started),
            "status": answer.map { .integer(Int64($0.status)) } ?? .null,
            "answer": .string(String(decoding: answer?.body ?? [], as: UTF8.self)),
            "accepted": .bool(verdict.isAccepted), "verdict": .string(verdict.text),
        ]
    }

    private func verdict(_ reply: Result<HTTPClientReply, HTTPClientError>) -> Verdict {
        switch reply {
        case .failure(let error): .failed(error, timeout: gateway.timeout)
        case .success(let reply) where reply.status != 200: .failed("HTTP status \(reply.status) instead of 200.")
        case .success(let reply) where reply.body.elementsEqual(echo.utf8): .accepted("Accepted: the echo is right.")
        case .success: .failed("The answer is not echostr and nothing else.")
        }
    }
}
