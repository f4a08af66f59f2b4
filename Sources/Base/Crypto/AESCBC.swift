internal import COpenSSL

/// AES-CBC (NIST SP 800-38A), with a key of 16 or 32 bytes. It hides a text but does not protect it: whoever changes
/// the ciphertext changes the plaintext, and nobody notices.
///
/// The corresponding C functions are `EVP_CipherInit_ex`, `EVP_CipherUpdate` and `EVP_CipherFinal_ex`.
package enum AESCBC {
    package enum Padding: Sendable {
        /// One to 16 bytes, each with their number as value (RFC 5652, section 6.3).
        case pkcs7
        /// None: the text consists of whole blocks.
        case none
    }

    private static let blockLength = 16

    /// The ciphertext, in whole blocks.
    ///
    /// - Parameters:
    ///   - plaintext: without padding, a multiple of 16 bytes; another length is an error.
    ///   - key: 16 bytes for AES-128, 32 for AES-256; another length is an error.
    ///   - iv: 16 bytes; another length is an error.
    package static func encrypt(
        _ plaintext: [UInt8], key: [UInt8], iv: [UInt8], padding: Padding
    ) throws(CryptoError) -> [UInt8] {
        var cipher = try CipherContext(encrypts: true, key: key, iv: iv, pads: padding == .pkcs7)
        guard padding == .pkcs7 || plaintext.count.isMultiple(of: blockLength) else {
            throw CryptoError(operation: "EVP_CipherFinal_ex", message: "the text is not whole blocks")
        }
        let ciphertext = try cipher.update(plaintext)
        guard let rest = cipher.finish() else { throw .last("EVP_CipherFinal_ex") }
        return ciphertext + rest
    }

    /// The plaintext; nil when the ciphertext is empty or not whole blocks, and when the padding is wrong.
    ///
    /// A wrong key gives nil in 255 of 256 cases, else garbage: check the content before use.
    ///
    /// - Parameters:
    ///   - key: 16 bytes for AES-128, 32 for AES-256; another length is an error.
    ///   - iv: 16 bytes; another length is an error.
    package static func decrypt(
        _ ciphertext: [UInt8], key: [UInt8], iv: [UInt8], padding: Padding
    ) throws(CryptoError) -> [UInt8]? {
        var cipher = try CipherContext(encrypts: false, key: key, iv: iv, pads: padding == .pkcs7)
        guard !ciphertext.isEmpty, ciphertext.count.isMultiple(of: blockLength) else { return nil }
        let plaintext = try cipher.update(ciphertext)
        guard let rest = cipher.finish() else {
            ERR_clear_error()
            return nil
        }
        return plaintext + rest
    }
}
