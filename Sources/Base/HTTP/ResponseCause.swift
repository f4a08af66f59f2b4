/// Why a response is not the expected one: what the log tells about it.
package protocol ResponseCause: Error, CustomStringConvertible {
    var severity: Severity { get }
}

extension RequestError: ResponseCause {
    package var severity: Severity { .warning }
}
