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
        return try parameter("echostr", of: request)
    }

    private func isGenuine(_ request: Request) throws(WeChatError) -> Bool {
        let timestamp = try parameter("timestamp", of: request)
        let nonce = try parameter("nonce", of: request)
        let signature = try parameter("signature", of: request)
        return try GatewaySignature.isValid(signature, token: token, timestamp: timestamp, nonce: nonce)
    }

    private func parameter(_ name: String, of request: Request) throws(WeChatError) -> String {
        do throws(RequestError) {
            guard let value = try request.queryParameter(name), !value.isEmpty else { throw .missing(name) }
            return value
        } catch { throw .request(error) }
    }
}
