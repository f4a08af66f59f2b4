internal import HTTP

/// Where a login returns to: an address on a site that the operator allows, in the form in which it can stand in a
/// `Location` header.
package struct ReturnURL: Sendable, Equatable {
    /// Absolute, ASCII only.
    package let text: String

    /// Longer ones are refused: with a profile behind them they would not fit into the header buffers of web servers.
    private static let limit = 2048

    /// Nil unless `text` is an http(s) address on an allowed site, or a path of this one, free of credentials,
    /// backslashes, white space and control characters. What browsers would read in more than one way is not taken.
    ///
    /// Allowed are the origins of `public_url` and `h5_url`, and what `[login] redirect_hosts` names: another port of an
    /// allowed host may be another's program, and over plain HTTP anybody on the way is that host.
    package init?(_ text: String, allowedBy installation: Installation) {
        let settings = installation.configuration
        // A path is made absolute here, so that no browser gets to decide what `//host` or `/\host` means.
        let isPath = text.hasPrefix("/") && !text.hasPrefix("//")
        let base = settings.publicURL
        guard text.utf8.count <= ReturnURL.limit, let url = WebURL(isPath ? "\(base.origin)\(text)" : text),
            ReturnURL.allows(url, settings)
        else { return nil }
        // Letters of other scripts take three bytes each and more by now.
        self.text = ReturnURL.ascii(url.text)
        guard self.text.utf8.count <= ReturnURL.limit else { return nil }
    }

    /// A page that comes with this software, or the page that the operator configured.
    init(pageOfThisSite path: String, _ installation: Installation) {
        text = installation.configuration.publicURL.origin + path
    }

    /// The address with `name=value` in its query, before the fragment, in the place of a parameter of that name which an
    /// earlier login left there.
    package func adding(_ name: String, _ value: String) -> String { adding([(name, value)]) }

    /// As above, several parameters. One whose value is nil is only taken away.
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

    /// Whether a `name=value` is of that name, however it is written.
    private static func isNamed(_ parameter: Substring, _ name: String) -> Bool {
        let written = parameter.utf8.prefix { $0 != UInt8(ascii: "=") }
        return PercentEncoding.decode(written, plusIsSpace: true)?.elementsEqual(name.utf8) ?? false
    }

    private static func allows(_ url: WebURL, _ settings: Configuration) -> Bool {
        let isSecure = settings.publicURL.scheme == "https"
        return url.origin == settings.publicURL.origin || url.origin == settings.measurements.h5URL?.origin
            || settings.login.redirectHosts.contains { $0.matches(url, onSecureSite: isSecure) }
    }

    /// Browsers show addresses with letters of all scripts; a header has bytes of ASCII.
    private static func ascii(_ text: String) -> String {
        text.utf8.allSatisfy { $0 < 0x80 }
            ? text
            : text.unicodeScalars.map { $0.isASCII ? String($0) : PercentEncoding.encode(String($0)) }.joined()
    }
}
