internal import COpenSSL

/// One-shot digests of bytes in memory.
///
/// Uses OpenSSL's functions for single algorithms. The general ones, `EVP_`, first collect what every provider offers,
/// which takes longer than everything else that a program does for one signature.
package enum Digest {
    /// SHA-1, 20 bytes: WeChat signs URLs and pushes with it. Broken for anything else.
    ///
    /// The corresponding C functions are `SHA1_Init`, `SHA1_Update` and `SHA1_Final`.
    package static func sha1(_ bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
        var state = SHA_CTX()
        defer { unsafe OPENSSL_cleanse(&state, MemoryLayout<SHA_CTX>.size) }
        var digest = [UInt8](repeating: 0, count: Int(SHA_DIGEST_LENGTH))
        guard unsafe SHA1_Init(&state) == 1, unsafe SHA1_Update(&state, bytes, bytes.count) == 1,
            unsafe SHA1_Final(&digest, &state) == 1
        else { throw .last("SHA1_Final") }
        return digest
    }

    /// SHA-256, 32 bytes.
    package static func sha256(_ bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
        var context = try SHA256Context()
        try context.update(bytes)
        return try context.end()
    }
}
