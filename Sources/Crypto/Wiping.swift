internal import COpenSSL

extension [UInt8] {
    /// Overwrites the bytes, where nobody else holds them, and leaves none. For keys and what was decrypted, once it was used:
    /// memory that is freed keeps what it held.
    ///
    /// The corresponding C function is `OPENSSL_cleanse`.
    package mutating func wipe() {
        unsafe withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
        self = []
    }
}
