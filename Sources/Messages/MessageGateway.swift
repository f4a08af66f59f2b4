package import HTTP
internal import Platform
package import Site
internal import Storage
package import WeChat

/// What the three gateways do: a GET is WeChat's verification; a POST is a push, which is verified, decrypted, parsed,
/// stored once, acted on and replied to.
///
/// WeChat waits five seconds and delivers a push up to three times. So the reply is stored before it is sent, and a
/// repeated delivery gets the stored one. Any failure before that is an error to WeChat, so that it delivers again.
package final class MessageGateway {
    /// The largest push in bytes: WeChat's largest have some thousands.
    package static let bodyLimit = 128 << 10
    /// Seconds for a whole request; with what may follow it, this stays within WeChat's five.
    private static let patience = 4.3
    /// Seconds for which the database may be locked by others: under load, a writer is overtaken for some time.
    static let databasePatience = 2.0

    private let installation: Installation
    private let token: Secret
    private let rules: ReplyRules
    private var opened: Ready?

    /// Needed from the first push on.
    private struct Ready {
        let receiver: PushReceiver
        let inbox: Inbox
    }

    package init(_ installation: Installation) throws(WeChatError) {
        self.installation = installation
        token = try installation.gatewayToken()
        rules = try ReplyRules(installation.configuration.messages)
    }

    /// The response to WeChat's verification, or to a pushed message: its reply, or `success`.
    ///
    /// - Parameter refusal: the response to a GET that is not WeChat's.
    /// - Throws: `request` for what is not a push from WeChat; `storage` when it could not be stored.
    package func response(
        to request: Request, orToForgers refusal: @autoclosure () -> Response
    ) throws(WeChatError) -> Response {
        if request.method == .post { return try response(toPush: request) }
        return try GatewayVerification(token: token).echo(for: request).map { .text($0) } ?? refusal()
    }

    private func response(toPush request: Request) throws(WeChatError) -> Response {
        let deadline = installation.current.deadline(after: MessageGateway.patience)
        let ready = try ready()
        let received = try ready.receiver.receive(request)
        let outcome = try ready.inbox.take(received.message, until: deadline)
        var response = try response(with: outcome.reply.body(to: received.message), to: received)
        response.cause = outcome.fault?.error ?? received.remark
        return response
    }

    private func ready() throws(WeChatError) -> Ready {
        if let opened { return opened }
        let account = try installation.requiredOfficialAccount()
        let database = try installation.openDatabase(patience: MessageGateway.databasePatience)
        let new = Ready(
            receiver: try PushReceiver(account, installation.configuration, token: token),
            inbox: try Inbox(appID: account.appID, rules, installation, database))
        opened = new
        return new
    }

    /// `success` is never encrypted.
    private func response(with reply: [UInt8], to push: ReceivedPush) throws(WeChatError) -> Response {
        guard !reply.isEmpty else { return .text("success") }
        guard let envelope = push.envelope else { return MessageGateway.response(reply, MessageFormat(of: reply)) }
        let encrypted = try EncryptedReply(
            envelope.cipher.encrypt(reply), token: token, timestamp: installation.clock.now(),
            nonce: Random.alphanumeric(16))
        return MessageGateway.response(encrypted.body(in: envelope.format), envelope.format)
    }

    private static func response(_ body: [UInt8], _ format: MessageFormat) -> Response {
        let type = format == .xml ? "text/xml" : "application/json"
        return Response(contentType: type + "; charset=utf-8", body: body)
    }
}
