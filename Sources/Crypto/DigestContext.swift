internal import COpenSSL

/// A digest algorithm, found once among OpenSSL's providers and ready for one message after another.
@safe package struct DigestContext: ~Copyable {
    private let raw: OpaquePointer  // <EVP_MD_CTX>

    /// The corresponding C function is `EVP_MD_fetch`; `algorithm` is a name that it knows.
    package init(_ algorithm: String) throws(CryptoError) {
        guard let digest = unsafe EVP_MD_fetch(nil, algorithm, nil) else { throw .last("EVP_MD_fetch") }
        defer { unsafe EVP_MD_free(digest) }
        guard let raw = unsafe EVP_MD_CTX_new() else { throw .last("EVP_MD_CTX_new") }
        guard unsafe EVP_DigestInit_ex2(raw, digest, nil) == 1 else {
            unsafe EVP_MD_CTX_free(raw)
            throw .last("EVP_DigestInit_ex2")
        }
        unsafe self.raw = raw
    }

    deinit { unsafe EVP_MD_CTX_free(raw) }

    /// The digest of `message`, whatever this context did before.
    mutating func digest(_ message: [UInt8]) throws(CryptoError) -> [UInt8] {
        guard unsafe EVP_DigestInit_ex2(raw, nil, nil) == 1 else { throw .last("EVP_DigestInit_ex2") }
        try update(message)
        return try end()
    }

    /// Takes a piece of a message, the first right after the context was made.
    package mutating func update(_ piece: [UInt8]) throws(CryptoError) {
        guard unsafe EVP_DigestUpdate(raw, piece, piece.count) == 1 else { throw .last("EVP_DigestUpdate") }
    }

    /// The digest of all pieces.
    package mutating func end() throws(CryptoError) -> [UInt8] {
        var isDone = false
        let digest = unsafe [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, filled in
            var length: UInt32 = 0
            isDone = unsafe EVP_DigestFinal_ex(raw, buffer.baseAddress, &length) == 1
            filled = isDone ? Int(length) : 0
        }
        guard isDone else { throw .last("EVP_DigestFinal_ex") }
        return digest
    }
}
