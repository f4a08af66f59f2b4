package import HTTP
package import WeChat

/// What browsers are told with every answer, whichever web server is in front.
package struct SecurityHeaders {
    private let strictTransport: String?

    /// - Parameter configuration: nil while there is none.
    package init(_ configuration: Configuration?) {
        // RFC 6797. For this host alone: the programs know nothing of its sub-domains.
        strictTransport = configuration?.strictTransport.map { "max-age=\($0)" }
    }

    /// An answer is what it says it is, and other sites do not learn its address, which may hold a code.
    package func add(to response: inout Response) {
        response.set("X-Content-Type-Options", "nosniff")
        response.set("Referrer-Policy", "same-origin")
        if let strictTransport { response.set("Strict-Transport-Security", strictTransport) }
    }
}
