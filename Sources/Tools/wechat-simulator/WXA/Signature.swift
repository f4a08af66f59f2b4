import Crypto
import Platform

/// The two kinds of signatures with a session_key, which is used as text in both.
enum Signature {
    /// A server's: HMAC-SHA-256 of the empty message.
    static func hmac(key: String) throws(Failure) -> String {
        do throws(CryptoError) { return Hex.encode(try hmacSHA256(key: Array(key.utf8), message: [])) } catch {
            throw .broken("\(error)")
        }
    }

    /// A phone's, over the exact bytes of `rawData`.
    static func sha1(rawData: String, key: String) throws(Failure) -> String {
        do throws(CryptoError) { return Hex.encode(try Digest.sha1(Array((rawData + key).utf8))) } catch {
            throw .broken("\(error)")
        }
    }
}
