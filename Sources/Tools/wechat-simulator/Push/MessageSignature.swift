import Crypto
import Platform

/// What WeChat signs pushes with.
///
/// > signature = sha1(sort(token, timestamp, nonce))
/// > msg_signature = sha1(sort(token, timestamp, nonce, Encrypt))
enum MessageSignature {
    /// - Parameter parts: in any order; they are sorted by their bytes.
    static func make(_ parts: [String]) throws(Failure) -> String {
        let sorted = parts.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
        do throws(CryptoError) { return Hex.encode(try Digest.sha1(Array(sorted.joined()))) } catch {
            throw .broken("\(error)")
        }
    }
}
