internal import COpenSSL

/// One run of a cipher: key and nonce set, then the text, and for GCM the associated data before it.
@safe struct CipherContext: ~Copyable {
    private let raw: OpaquePointer  // <EVP_CIPHER_CTX>

    /// AES-256-GCM.
    ///
    /// - Parameters:
    ///   - encrypts: else it decrypts.
    ///   - key: 32 bytes.
    ///   - nonce: 12 bytes, the length for which GCM is designed.
    init(encrypts: Bool, key: [UInt8], nonce: [UInt8]) throws(CryptoError) {
        guard key.count == 32, nonce.count == 12 else {
            throw CryptoError(operation: "EVP_CipherInit_ex", message: "AES-256-GCM takes 32 and 12 bytes")
        }
        let raw = unsafe try CipherContext.open(EVP_aes_256_gcm(), encrypts: encrypts, key: key, nonce: nonce)
        unsafe self.raw = raw
    }

    /// AES-128-CBC or AES-256-CBC, by the key's length.
    ///
    /// - Parameters:
    ///   - encrypts: else it decrypts.
    ///   - key: 16 or 32 bytes.
    ///   - iv: 16 bytes.
    ///   - pads: whether to add or remove PKCS#7 padding.
    init(encrypts: Bool, key: [UInt8], iv: [UInt8], pads: Bool) throws(CryptoError) {
        guard key.count == 16 || key.count == 32, iv.count == 16 else {
            throw CryptoError(operation: "EVP_CipherInit_ex", message: "AES-CBC takes 16 or 32, and 16 bytes")
        }
        let cipher = unsafe key.count == 16 ? EVP_aes_128_cbc() : EVP_aes_256_cbc()
        let raw = unsafe try CipherContext.open(cipher, encrypts: encrypts, key: key, nonce: iv)
        unsafe EVP_CIPHER_CTX_set_padding(raw, pads ? 1 : 0)
        unsafe self.raw = raw
    }

    /// - Returns: the context that `deinit` frees.
    private static func open(
        _ cipher: OpaquePointer?, encrypts: Bool, key: [UInt8], nonce: [UInt8]
    ) throws(CryptoError) -> OpaquePointer {
        guard let raw = unsafe EVP_CIPHER_CTX_new() else { throw .last("EVP_CIPHER_CTX_new") }
        guard unsafe EVP_CipherInit_ex(raw, cipher, nil, key, nonce, encrypts ? 1 : 0) == 1 else {
            unsafe EVP_CIPHER_CTX_free(raw)
            throw .last("EVP_CipherInit_ex")
        }
        return unsafe raw
    }

    deinit { unsafe EVP_CIPHER_CTX_free(raw) }

    /// Adds data that is authenticated but not encrypted.
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

    /// Ends an encryption and returns its tag, 16 bytes.
    mutating func tag() throws(CryptoError) -> [UInt8] {
        guard finish() != nil else { throw .last("EVP_CipherFinal_ex") }
        var tag = [UInt8](repeating: 0, count: AESGCM.tagLength)
        guard unsafe EVP_CIPHER_CTX_ctrl(raw, EVP_CTRL_GCM_GET_TAG, Int32(tag.count), &tag) == 1 else {
            throw .last("EVP_CTRL_GCM_GET_TAG")
        }
        return tag
    }

    /// Ends a decryption and returns whether `tag` fits everything that was added. Until then nothing of it may be
    /// used.
    mutating func verify(_ tag: [UInt8]) throws(CryptoError) -> Bool {
        var tag = tag
        guard unsafe EVP_CIPHER_CTX_ctrl(raw, EVP_CTRL_GCM_SET_TAG, Int32(tag.count), &tag) == 1 else {
            throw .last("EVP_CTRL_GCM_SET_TAG")
        }
        let isGenuine = finish() != nil
        ERR_clear_error()
        return isGenuine
    }

    /// Ends the run.
    ///
    /// - Returns: what a block cipher held back; nil, with the reason in OpenSSL's queue, when the end is invalid.
    mutating func finish() -> [UInt8]? {
        var rest = [UInt8](repeating: 0, count: 16)
        var length: Int32 = 0
        guard unsafe EVP_CipherFinal_ex(raw, &rest, &length) == 1 else { return nil }
        return Array(rest.prefix(Int(length)))
    }
}
