internal import COpenSSL

/// One run of AES-256-GCM: key and nonce set, then the associated data, then the text.
@safe struct CipherContext: ~Copyable {
    private let raw: OpaquePointer  // <EVP_CIPHER_CTX>

    /// - Parameters:
    ///   - encrypts: else it decrypts.
    ///   - key: 32 bytes.
    ///   - nonce: 12 bytes, the length that GCM is made for.
    init(encrypts: Bool, key: [UInt8], nonce: [UInt8]) throws(CryptoError) {
        guard key.count == 32, nonce.count == 12 else {
            throw CryptoError(operation: "EVP_CipherInit_ex", message: "AES-256-GCM takes 32 and 12 bytes")
        }
        guard let raw = unsafe EVP_CIPHER_CTX_new() else { throw .last("EVP_CIPHER_CTX_new") }
        guard unsafe EVP_CipherInit_ex(raw, EVP_aes_256_gcm(), nil, key, nonce, encrypts ? 1 : 0) == 1 else {
            unsafe EVP_CIPHER_CTX_free(raw)
            throw .last("EVP_CipherInit_ex")
        }
        unsafe self.raw = raw
    }

    deinit { unsafe EVP_CIPHER_CTX_free(raw) }

    /// Takes data that is authenticated, not encrypted.
    mutating func authenticate(_ bytes: [UInt8]) throws(CryptoError) {
        var length: Int32 = 0
        guard unsafe EVP_CipherUpdate(raw, nil, &length, bytes, Int32(clamping: bytes.count)) == 1 else {
            throw .last("EVP_CipherUpdate")
        }
    }

    /// Encrypts or decrypts the text, all at once.
    mutating func update(_ bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
        var isDone = false
        let output = unsafe [UInt8](unsafeUninitializedCapacity: bytes.count + 16) { buffer, filled in
            var length: Int32 = 0
            isDone = unsafe EVP_CipherUpdate(raw, buffer.baseAddress, &length, bytes, Int32(clamping: bytes.count)) == 1
            filled = isDone ? Int(length) : 0
        }
        guard isDone else { throw .last("EVP_CipherUpdate") }
        return output
    }

    /// Ends an encryption and gives its tag, 16 bytes.
    mutating func tag() throws(CryptoError) -> [UInt8] {
        guard finish() else { throw .last("EVP_CipherFinal_ex") }
        var tag = [UInt8](repeating: 0, count: AESGCM.tagLength)
        guard unsafe EVP_CIPHER_CTX_ctrl(raw, EVP_CTRL_GCM_GET_TAG, Int32(tag.count), &tag) == 1 else {
            throw .last("EVP_CTRL_GCM_GET_TAG")
        }
        return tag
    }

    /// Ends a decryption: whether `tag` is that of everything that went in. Until then nothing of it may be used.
    mutating func verify(_ tag: [UInt8]) throws(CryptoError) -> Bool {
        var tag = tag
        guard unsafe EVP_CIPHER_CTX_ctrl(raw, EVP_CTRL_GCM_SET_TAG, Int32(tag.count), &tag) == 1 else {
            throw .last("EVP_CTRL_GCM_SET_TAG")
        }
        let isGenuine = finish()
        ERR_clear_error()
        return isGenuine
    }

    private mutating func finish() -> Bool {
        var rest = [UInt8](repeating: 0, count: 16)
        var length: Int32 = 0
        return unsafe EVP_CipherFinal_ex(raw, &rest, &length) == 1
    }
}
