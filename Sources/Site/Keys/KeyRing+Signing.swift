internal import Crypto
package import WeChat

extension KeyRing {
    /// Bytes of a signature: the key's id, and half of an HMAC-SHA-256.
    static let signatureLength = SecretKey.idLength + 16

    package func sign(_ message: [UInt8]) throws(WeChatError) -> [UInt8] {
        let key = try file.newest()
        return key.id + (try code(message, key))
    }

    /// Whether the message was signed for this use, by any key that still exists.
    package func isSigned(_ message: [UInt8], by signature: [UInt8]) throws(WeChatError) -> Bool {
        guard signature.count == KeyRing.signatureLength,
            let key = try file.key(Array(signature.prefix(SecretKey.idLength)))
        else { return false }
        return constantTimeEquals(try code(message, key), Array(signature.dropFirst(SecretKey.idLength)))
    }

    private func code(_ message: [UInt8], _ key: SecretKey) throws(WeChatError) -> [UInt8] {
        do { return Array(try hmacSHA256(key: derived(key), message: message).prefix(16)) } catch {
            throw .fault("\(error)")
        }
    }
}
