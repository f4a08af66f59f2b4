internal import COpenSSL

/// OpenSSL refused an operation that it can always do, unless the host's OpenSSL is broken or its policy
/// (`openssl.cnf`, FIPS mode) forbids the algorithm. It says nothing about the input, and holds nothing of it.
package struct CryptoError: Error, Sendable, CustomStringConvertible {
    /// The C function's name.
    package let operation: String
    /// OpenSSL's own words.
    package let message: String

    package var description: String { "\(operation): \(message)" }

    /// The failure that OpenSSL queued last; the queue is empty afterwards.
    static func last(_ operation: String) -> CryptoError {
        let code = ERR_peek_last_error()
        ERR_clear_error()
        guard let reason = unsafe ERR_reason_error_string(code) else {
            return CryptoError(operation: operation, message: "OpenSSL error \(code)")
        }
        return unsafe CryptoError(operation: operation, message: String(cString: reason))
    }
}
