/// A site that is allowed: a host, maybe with a scheme in front of it and a port behind it.
///
/// `h5.example.com`, `*.example.com` (every host below it), `h5.example.com:8443`, `http://old.example.com`,
/// `http://127.0.0.1:5173`, `http://[::1]:5173`.
///
/// Names are compared as they are written, but for their case: a name in other letters than ASCII's is written as
/// browsers send it, in Punycode (`xn--…`); an IPv6 address in the very form that the address in question has.
package struct SitePattern: Sendable, Equatable {
    /// Nil: HTTPS, and HTTP too when this site itself has it.
    private let scheme: String?
    private let host: String
    /// Whether every host below is meant, and not `host` itself.
    private let matchesBelow: Bool
    /// Nil: the scheme's own.
    private let port: UInt16?

    /// Nil for what is no such text.
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

    /// Whether an address is there.
    ///
    /// - Parameter isSecure: whether this site itself is served over HTTPS.
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
