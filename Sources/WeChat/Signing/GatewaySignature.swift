internal import Crypto
internal import Platform

/// The signature that proves that a gateway request comes from WeChat's servers, and that an encrypted answer is ours.
///
/// > Sort token, timestamp and nonce, join them, SHA-1.
///
/// For encrypted messages the ciphertext is a fourth part.
///
/// https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/Access_Overview.html
package enum GatewaySignature {
    /// The signature of opaque strings: 40 lower-case hexadecimal digits.
    ///
    /// - Parameter encrypted: the ciphertext, in base64; nil: none.
    package static func sign(
        token: Secret, timestamp: String, nonce: String, encrypted: String? = nil
    ) throws(WeChatError) -> String {
        let parts = [token.exposed, timestamp, nonce, encrypted].compactMap { $0.map { Array($0.utf8) } }
        let joined = parts.sorted { $0.lexicographicallyPrecedes($1) }.joined()
        do { return Hex.encode(try Digest.sha1(Array(joined))) } catch { throw .fault("\(error)") }
    }

    /// Whether `signature` fits the other values. Takes the same time wherever it differs.
    package static func isValid(
        _ signature: String, token: Secret, timestamp: String, nonce: String, encrypted: String? = nil
    ) throws(WeChatError) -> Bool {
        let expected = try sign(token: token, timestamp: timestamp, nonce: nonce, encrypted: encrypted)
        return constantTimeEquals(Array(expected.utf8), Array(signature.utf8))
    }
}
