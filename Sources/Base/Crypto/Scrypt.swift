internal import COpenSSL

/// Keys from passphrases by scrypt (RFC 7914), which makes every guess cost time and memory.
package enum Scrypt {
    /// A key of 64 bytes.
    ///
    /// - Parameters:
    ///   - salt: random bytes, new for each key.
    ///   - logCost: N is two to this power.
    ///   - blockSize: r. It takes 128 × N × r bytes of memory.
    ///   - parallelism: p.
    ///
    /// The corresponding C function is `EVP_PBE_scrypt`.
    package static func key(
        passphrase: [UInt8], salt: [UInt8], logCost: UInt8, blockSize: UInt32, parallelism: UInt32
    ) throws(CryptoError) -> [UInt8] {
        var key = [UInt8](repeating: 0, count: 64)
        let isDone = unsafe passphrase.withUnsafeBytes { text in
            unsafe EVP_PBE_scrypt(
                text.baseAddress?.assumingMemoryBound(to: CChar.self), text.count, salt, salt.count,
                1 << UInt64(logCost), UInt64(blockSize), UInt64(parallelism), Scrypt.memory, &key, key.count) == 1
        }
        guard isDone else { throw .last("EVP_PBE_scrypt") }
        return key
    }

    /// The most memory that a key may take, in bytes.
    private static let memory: UInt64 = 1 << 30
}
