package import HTTP
package import Site
internal import WeChat

/// Security headers for every answer, whichever web server is in front.
package struct SecurityHeaders {
    private let strictTransport: String?

    /// - Parameter configuration: nil while none could be read.
    package init(_ configuration: Configuration?) {
        // RFC 6797. For this host only: the programs know nothing about its sub-domains.
        strictTransport = configuration?.strictTransport.map { "max-age=\($0)" }
    }

    /// An answer is only what its type says, and other sites do not learn its address, which may contain a code.
    package func add(to response: inout Response) {
        response.set("X-Content-Type-Options", "nosniff")
        response.set("Referrer-Policy", "same-origin")
        if let strictTransport { response.set("Strict-Transport-Security", strictTransport) }
    }
}
