internal import Crypto

/// The signature by which WeChat's servers prove that a call of the gateway is theirs.
///
/// > Sort token, timestamp and nonce, join them, SHA-1.
///
/// https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/Access_Overview.html
package enum GatewaySignature {
    /// Whether `signature` is that of the other three, which are opaque strings. Takes the same time wherever it differs.
    package static func isValid(
        _ signature: String, token: Secret, timestamp: String, nonce: String
    ) throws(WeChatError) -> Bool {
        let parts = [token.exposed, timestamp, nonce].map { Array($0.utf8) }
        let joined = parts.sorted { $0.lexicographicallyPrecedes($1) }.joined()
        do {
            let expected = Hex.encode(try Digest.sha1(Array(joined)))
            return constantTimeEquals(Array(expected.utf8), Array(signature.utf8))
        } catch { throw .fault("\(error)") }
    }
}
