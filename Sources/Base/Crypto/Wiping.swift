internal import COpenSSL

extension [UInt8] {
    /// Overwrites the bytes, if nobody else holds them, and empties the array. For keys and decrypted data after use:
    /// freed memory keeps its content.
    ///
    /// The corresponding C function is `OPENSSL_cleanse`.
    package mutating func wipe() {
        unsafe withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
        self = []
    }
}
