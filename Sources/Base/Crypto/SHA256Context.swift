internal import COpenSSL

/// SHA-256 of a message that arrives in pieces.
package struct SHA256Context {
    private var state = SHA256_CTX()

    /// The corresponding C function is `SHA256_Init`.
    package init() throws(CryptoError) {
        guard unsafe SHA256_Init(&state) == 1 else { throw .last("SHA256_Init") }
    }

    /// Adds a piece of the message. The corresponding C function is `SHA256_Update`.
    package mutating func update(_ piece: [UInt8]) throws(CryptoError) {
        guard unsafe SHA256_Update(&state, piece, piece.count) == 1 else { throw .last("SHA256_Update") }
    }

    /// The digest of all pieces, 32 bytes; to be called once. The corresponding C function is `SHA256_Final`.
    package mutating func end() throws(CryptoError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        guard unsafe SHA256_Final(&digest, &state) == 1 else { throw .last("SHA256_Final") }
        unsafe OPENSSL_cleanse(&state, MemoryLayout<SHA256_CTX>.size)
        return digest
    }
}
