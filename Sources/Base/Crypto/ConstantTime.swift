internal import COpenSSL

/// Whether two secrets are equal, in a time that reveals only whether their lengths are.
///
/// The corresponding C function is `CRYPTO_memcmp`.
package func constantTimeEquals(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    return unsafe CRYPTO_memcmp(a, b, a.count) == 0
}
