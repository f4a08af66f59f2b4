internal import COpenSSL

/// OpenSSL refused an operation that always works, unless the host's OpenSSL is broken or its policy (`openssl.cnf`,
/// FIPS mode) forbids the algorithm. The error says nothing about the input and contains nothing of it.
package struct CryptoError: Error, Sendable, CustomStringConvertible {
    /// The C function's name.
    package let operation: String
    /// OpenSSL's own words.
    package let message: String

    package var description: String { "\(operation): \(message)" }

    /// The last failure in OpenSSL's queue, which is empty afterwards.
    static func last(_ operation: String) -> CryptoError {
        let code = ERR_peek_last_error()
        ERR_clear_error()
        guard let reason = unsafe ERR_reason_error_string(code) else {
            return CryptoError(operation: operation, message: "OpenSSL error \(code)")
        }
        return unsafe CryptoError(operation: operation, message: String(cString: reason))
    }
}
