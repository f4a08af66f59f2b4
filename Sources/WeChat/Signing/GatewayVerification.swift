package import HTTP

/// Verifies that a request comes from WeChat's servers.
///
/// The parameters are opaque strings. WeChat verifies a gateway by a GET with `echostr`, and pushes messages by POST
/// with the other three. A signature is valid as long as the token: it says nothing about a message. So a repetition is
/// recognized by the message's own id and not by the time, since a wrong clock would then lose messages.
package struct GatewayVerification: Sendable {
    private let token: Secret

    package init(token: Secret) { self.token = token }

    /// The exact answer to a genuine GET; nil when the signature is not WeChat's.
    ///
    /// - Throws: `request` when a parameter is missing or malformed.
    package func echo(for request: Request) throws(WeChatError) -> String? {
        guard try isGenuine(request) else { return nil }
        return try request.requiredQuery("echostr")
    }

    /// Whether `signature` is WeChat's.
    package func isGenuine(_ request: Request) throws(WeChatError) -> Bool {
        let timestamp = try request.requiredQuery("timestamp")
        let nonce = try request.requiredQuery("nonce")
        let signature = try request.requiredQuery("signature")
        return try GatewaySignature.isValid(signature, token: token, timestamp: timestamp, nonce: nonce)
    }

    /// Whether `msg_signature` is WeChat's and covers the ciphertext.
    package func isGenuine(_ request: Request, encrypted: String) throws(WeChatError) -> Bool {
        let timestamp = try request.requiredQuery("timestamp")
        let nonce = try request.requiredQuery("nonce")
        let signature = try request.requiredQuery("msg_signature")
        return try GatewaySignature.isValid(
            signature, token: token, timestamp: timestamp, nonce: nonce, encrypted: encrypted)
    }
}
