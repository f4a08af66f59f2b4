/// HMAC-SHA-256 (RFC 2104), 32 bytes.
///
/// Built from two digests: OpenSSL's own `HMAC` searches its providers for the algorithm at each call, which takes as
/// long as the code of a short message.
package func hmacSHA256(key: [UInt8], message: some Collection<UInt8>) throws(CryptoError) -> [UInt8] {
    let blockLength = 64
    let short = key.count > blockLength ? try Digest.sha256(key) : key
    let whole = short + [UInt8](repeating: 0, count: blockLength - short.count)
    let inner = try Digest.sha256(whole.map { $0 ^ 0x36 } + message)
    return try Digest.sha256(whole.map { $0 ^ 0x5C } + inner)
}
