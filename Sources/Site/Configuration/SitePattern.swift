/// An allowed site: a host, optionally with a scheme and a port.
package import HTTP
///
/// `h5.example.com`, `*.example.com` (every host below it), `h5.example.com:8443`, `http://old.example.com`,
/// `http://127.0.0.1:5173`, `http://[::1]:5173`.
///
/// Names are compared as written, except for their case. A name with non-ASCII letters is written as browsers send it,
/// in Punycode (`xn--…`); an IPv6 address exactly as in the address to compare.
package struct SitePattern: Sendable, Equatable {
    /// Nil: HTTPS, and also HTTP if this site itself uses it.
    private let scheme: String?
    private let host: String
    /// Whether it means every host below `host`, but not `host` itself.
    private let matchesBelow: Bool
    /// Nil: the scheme's default.
    private let port: UInt16?

    /// Nil if the text has another form.
    package init?(_ text: String) {
        let (scheme, authority) = SitePattern.split(text)
        let isBelow = authority.hasPrefix("*.")
        let name = isBelow ? authority.dropFirst(2) : authority[...]
        guard name.utf8.allSatisfy({ !"/?#".utf8.contains($0) }), let url = WebURL("\(scheme ?? "https")://\(name)"),
            !isBelow || HostPattern(url.host) != nil
        else { return nil }
        self.scheme = scheme.map { _ in url.scheme }
        host = url.host
        matchesBelow = isBelow
        port = url.namedPort
    }

    /// Whether an address is on this site.
    ///
    /// - Parameter isSecure: whether this site itself uses HTTPS.
    package func matches(_ url: WebURL, onSecureSite isSecure: Bool) -> Bool {
        let isHost = matchesBelow ? url.host.hasSuffix("." + host) : url.host == host
        let isScheme = scheme.map { $0 == url.scheme } ?? (url.scheme == "https" || !isSecure)
        return isHost && isScheme && url.port == port ?? WebURL.port(of: url.scheme)
    }

    private static func split(_ text: String) -> (scheme: String?, authority: String) {
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return (nil, text) }
        return (String(text[..<colon]), String(text[colon...].dropFirst(3)))
    }
}
