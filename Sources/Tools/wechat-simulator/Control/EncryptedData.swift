import Crypto
import JSON
import Platform

/// JSON that passes through the page on the phone but is only for the server: AES-128-CBC under the session_key.
struct EncryptedData {
    let text: String
    let iv: String

    /// - Parameter sessionKey: Base64 of 16 bytes.
    init(_ value: JSONValue, sessionKey: String) throws(Failure) {
        guard let key = Base64.decode(sessionKey) else { throw .broken("the session_key is not Base64") }
        let iv = Random.bytes(16)
        self.iv = Base64.encode(iv)
        do throws(CryptoError) {
            text = Base64.encode(try AESCBC.encrypt(value.bytes, key: key, iv: iv, padding: .pkcs7))
        } catch {
            throw .broken("\(error)")
        }
    }
}
