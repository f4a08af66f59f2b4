internal import CFastCGI
internal import HTTP

/// The meta-variables of one FastCGI exchange, read on demand: a request carries about thirty, and an endpoint looks at
/// a handful.
@safe final class ExchangeVariables: MetaVariables {
    private var request: UnsafeMutablePointer<FCGX_Request>?

    init(_ request: UnsafeMutablePointer<FCGX_Request>) { unsafe self.request = request }

    func value(_ name: String) -> String? { unsafe parameter(name).map { unsafe String(cString: $0) } }

    func bytes(_ name: String) -> [UInt8]? {
        unsafe parameter(name).map { unsafe Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    }

    /// The corresponding C function is `FCGX_GetParam`.
    private func parameter(_ name: String) -> UnsafePointer<CChar>? {
        guard let request = unsafe request else { return nil }
        // Not through Swift's bridging of a String argument, which copies it into an array.
        return unsafe name.withCString { unsafe UnsafePointer(FCGX_GetParam($0, request.pointee.envp)) }
    }

    /// Forgets the exchange, whose memory is about to be released: whoever kept the request then sees absent values.
    func close() { unsafe request = nil }
}
