/// AES-256-GCM (NIST SP 800-38D): encrypts, and detects any change.
///
/// The corresponding C functions are `EVP_CipherInit_ex`, `EVP_CipherUpdate` and `EVP_CipherFinal_ex`.
package enum AESGCM {
    /// Bytes of a nonce. Random ones are safe for about four billion texts under one key.
    package static let nonceLength = 12
    /// Bytes of a tag, which follows the ciphertext.
    package static let tagLength = 16

    /// The ciphertext, as long as `plaintext`, and its tag.
    ///
    /// - Parameters:
    ///   - key: 32 bytes.
    ///   - nonce: 12 bytes, never used before under this key.
    ///   - context: what the text belongs to: it opens only with the same one.
    package static func seal(
        _ plaintext: [UInt8], key: [UInt8], nonce: [UInt8], context: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        var cipher = try CipherContext(encrypts: true, key: key, nonce: nonce)
        try cipher.authenticate(context)
        let ciphertext = try cipher.update(plaintext)
        return try ciphertext + cipher.tag()
    }

    /// The plaintext; nil when ciphertext, tag, nonce, key and context do not belong together.
    package static func open(
        _ sealed: [UInt8], key: [UInt8], nonce: [UInt8], context: [UInt8]
    ) throws(CryptoError) -> [UInt8]? {
        guard sealed.count >= tagLength else { return nil }
        var cipher = try CipherContext(encrypts: false, key: key, nonce: nonce)
        try cipher.authenticate(context)
        let plaintext = try cipher.update(Array(sealed.dropLast(tagLength)))
        return try cipher.verify(Array(sealed.suffix(tagLength))) ? plaintext : nil
    }
}
