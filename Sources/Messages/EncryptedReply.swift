internal import JSON
package import WeChat
internal import XML

/// An encrypted reply in its envelope.
package struct EncryptedReply {
    private let encrypted: String
    private let signature: String
    private let timestamp: Int64
    private let nonce: String

    /// - Parameters:
    ///   - encrypted: the reply, encrypted by `MessageCipher`.
    ///   - timestamp: Unix seconds.
    package init(_ encrypted: String, token: Secret, timestamp: Int64, nonce: String) throws(WeChatError) {
        self.encrypted = encrypted
        self.timestamp = timestamp
        self.nonce = nonce
        signature = try GatewaySignature.sign(
            token: token, timestamp: String(timestamp), nonce: nonce, encrypted: encrypted)
    }

    package func body(in format: MessageFormat) -> [UInt8] {
        switch format {
        case .xml:
            var writer = XMLWriter()
            writer.element("xml") { writer in
                writer.text("Encrypt", encrypted)
                writer.text("MsgSignature", signature)
                writer.number("TimeStamp", timestamp)
                writer.text("Nonce", nonce)
            }
            return writer.bytes
        case .json:
            let value: JSONValue = [
                "Encrypt": .string(encrypted), "MsgSignature": .string(signature), "TimeStamp": .integer(timestamp),
                "Nonce": .string(nonce),
            ]
            return value.bytes
        }
    }
}
