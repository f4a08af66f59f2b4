internal import Platform

/// One-shot digests of bytes in memory.
package enum Digest {
    // A context serves one message at a time, so it stands behind a lock: an
    // uncontended lock costs a tenth of a short message's SHA-1, finding the algorithm anew for each more than half.
    private static let sha1Context = Shared<DigestContext?>(nil)
    private static let sha256Context = Shared<DigestContext?>(nil)

    /// SHA-1, 20 bytes: what WeChat signs URLs and pushes with. Broken for anything else.
    package static func sha1(_ bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
        try digest(bytes, "SHA1", sha1Context)
    }

    /// SHA-256, 32 bytes.
    package static func sha256(_ bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
        try digest(bytes, "SHA256", sha256Context)
    }

    private static func digest(
        _ bytes: [UInt8], _ algorithm: String, _ context: borrowing Shared<DigestContext?>
    ) throws(CryptoError) -> [UInt8] {
        try context.withLock { context throws(CryptoError) in
            if let digest = try context?.digest(bytes) { return digest }
            var new = try DigestContext(algorithm)
            let digest = try new.digest(bytes)
            context = consume new
            return digest
        }
    }
}
