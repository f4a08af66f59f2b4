package import HTTP

/// A request that claims to come from WeChat's servers: whether it does.
///
/// The four parameters are opaque strings. WeChat verifies a gateway by a GET with `echostr`, and pushes messages by
/// POST with the other three.
package struct GatewayVerification: Sendable {
    private let token: Secret

    package init(token: Secret) { self.token = token }

    /// What to answer a good GET with, byte for byte; nil when the signature is not WeChat's.
    ///
    /// - Throws: `request` when a parameter is missing or broken.
    package func echo(for request: Request) throws(WeChatError) -> String? {
        guard try isGenuine(request) else { return nil }
        return try request.requiredQuery("echostr")
    }

    private func isGenuine(_ request: Request) throws(WeChatError) -> Bool {
        let timestamp = try request.requiredQuery("timestamp")
        let nonce = try request.requiredQuery("nonce")
        let signature = try request.requiredQuery("signature")
        return try GatewaySignature.isValid(signature, token: token, timestamp: timestamp, nonce: nonce)
    }
}
