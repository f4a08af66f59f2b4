internal import HTTP
package import Site

/// The return address of a login: on a site that the operator allows, and in a form that fits a `Location` header.
package struct ReturnURL: Sendable, Equatable {
    /// Absolute, ASCII only.
    package let text: String

    /// Longer ones are refused: with a profile appended they would not fit into the header buffers of web servers.
    private static let limit = 2048

    /// Nil unless `text` is an http(s) address on an allowed site, or a path of this one, without credentials,
    /// backslashes, white space and control characters. Whatever browsers could read in more than one way is refused.
    ///
    /// Allowed are the origins of `public_url` and `h5_url`, and the sites in `[login] redirect_hosts`. Another port of
    /// an allowed host may be somebody else's program, and over plain HTTP anybody on the way can pose as that host.
    package init?(_ text: String, allowedBy installation: Installation) {
        let settings = installation.configuration
        // A path is made absolute here, so that no browser decides what `//host` or `/\host` means.
        let isPath = text.hasPrefix("/") && !text.hasPrefix("//")
        let base = settings.publicURL
        guard text.utf8.count <= ReturnURL.limit, let url = WebURL(isPath ? "\(base.origin)\(text)" : text),
            ReturnURL.allows(url, settings)
        else { return nil }
        // By now, letters of other scripts take three bytes or more.
        self.text = ReturnURL.ascii(url.text)
        guard self.text.utf8.count <= ReturnURL.limit else { return nil }
    }

    /// A page that comes with this software, or that the operator configured.
    init(pageOfThisSite path: String, _ installation: Installation) {
        text = installation.configuration.publicURL.origin + path
    }

    /// The address with `name=value` in its query, before the fragment, replacing a parameter of that name from an
    /// earlier login.
    package func adding(_ name: String, _ value: String) -> String { adding([(name, value)]) }

    /// As above, for several parameters. One whose value is nil is only removed.
    func adding(_ added: [(name: String, value: String?)]) -> String {
        let hash = text.firstIndex(of: "#") ?? text.endIndex
        let address = text[..<hash]
        let mark = address.firstIndex(of: "?") ?? hash
        let query = address[mark...].dropFirst()
        let others = query.isEmpty ? [] : query.split(separator: "&", omittingEmptySubsequences: false)
        let kept = others.filter { (other) in !added.contains { ReturnURL.isNamed(other, $0.name) } }.map(String.init)
        let new = added.compactMap { (name, value) in value.map { "\(name)=\(PercentEncoding.encode($0))" } }
        let parameters = (kept + new).joined(separator: "&")
        return text[..<mark] + "?" + parameters + text[hash...]
    }

    /// Whether a `name=value` has that name, in whatever encoding.
    private static func isNamed(_ parameter: Substring, _ name: String) -> Bool {
        let written = parameter.utf8.prefix { $0 != UInt8(ascii: "=") }
        return PercentEncoding.decode(written, plusIsSpace: true)?.elementsEqual(name.utf8) ?? false
    }

    private static func allows(_ url: WebURL, _ settings: Configuration) -> Bool {
        let isSecure = settings.publicURL.scheme == "https"
        return url.origin == settings.publicURL.origin || url.origin == settings.measurements.h5URL?.origin
            || settings.login.redirectHosts.contains { $0.matches(url, onSecureSite: isSecure) }
    }

    /// Browsers show addresses with letters of all scripts, but a header has only ASCII.
    private static func ascii(_ text: String) -> String {
        text.utf8.allSatisfy { $0 < 0x80 }
            ? text
            : text.unicodeScalars.map { $0.isASCII ? String($0) : PercentEncoding.encode(String($0)) }.joined()
    }
}
