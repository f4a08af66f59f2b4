internal import Crypto

/// SHA-256 of a secret that is random and too long to be guessed: what the database keeps of session ids, login states
/// and codes.
package enum Fingerprint {
    package static func of(_ secret: String) throws(WeChatError) -> [UInt8] { try of(Array(secret.utf8)) }

    package static func of(_ secret: [UInt8]) throws(WeChatError) -> [UInt8] {
        do { return try Digest.sha256(secret) } catch { throw .fault("\(error)") }
    }
}
