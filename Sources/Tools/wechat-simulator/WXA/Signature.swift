import Crypto

/// The two signatures that are made with a session_key, each with the key as text.
enum Signature {
    /// A server's: HMAC-SHA-256 of the empty message.
    static func hmac(key: String) throws(Failure) -> String {
        do throws(CryptoError) { return Hex.encode(try hmacSHA256(key: Array(key.utf8), message: [])) } catch {
            throw .broken("\(error)")
        }
    }

    /// A phone's, over the very bytes of `rawData`.
    static func sha1(rawData: String, key: String) throws(Failure) -> String {
        do throws(CryptoError) { return Hex.encode(try Digest.sha1(Array((rawData + key).utf8))) } catch {
            throw .broken("\(error)")
        }
    }
}
