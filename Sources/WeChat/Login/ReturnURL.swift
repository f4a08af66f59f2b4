internal import HTTP

/// Where a login returns to: an address on a host that the operator allows, in the form in which it can stand in a
/// `Location` header.
package struct ReturnURL: Sendable, Equatable {
    /// Absolute, ASCII only.
    package let text: String

    /// Longer ones are refused: with a profile behind them they would not fit into the header buffers of web servers.
    private static let limit = 2048

    /// Nil unless `text` is an http(s) address on an allowed host, or a path of this site, free of credentials,
    /// backslashes, white space and control characters. What browsers would read in more than one way is not taken.
    package init?(_ text: String, allowedBy installation: Installation) {
        let settings = installation.configuration
        // A path is made absolute here, so that no browser gets to decide what `//host` or `/\host` means.
        let isPath = text.hasPrefix("/") && !text.hasPrefix("//")
        let base = settings.publicURL
        guard text.utf8.count <= ReturnURL.limit, let url = WebURL(isPath ? "\(base.origin)\(text)" : text),
            ReturnURL.allows(url.host, settings)
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
    package func adding(_ name: String, _ value: String) -> String {
        let hash = text.firstIndex(of: "#") ?? text.endIndex
        let address = text[..<hash]
        let mark = address.firstIndex(of: "?") ?? hash
        let query = address[mark...].dropFirst()
        let others = query.isEmpty ? [] : query.split(separator: "&", omittingEmptySubsequences: false)
        let kept = others.filter { !ReturnURL.isNamed($0, name) }.map(String.init)
        let parameters = (kept + ["\(name)=\(PercentEncoding.encode(value))"]).joined(separator: "&")
        return text[..<mark] + "?" + parameters + text[hash...]
    }

    /// Whether a `name=value` is of that name, however it is written.
    private static func isNamed(_ parameter: Substring, _ name: String) -> Bool {
        let written = parameter.utf8.prefix { $0 != UInt8(ascii: "=") }
        return PercentEncoding.decode(written, plusIsSpace: true)?.elementsEqual(name.utf8) ?? false
    }

    private static func allows(_ host: String, _ settings: Configuration) -> Bool {
        host == settings.publicURL.host || host == settings.measurements.h5URL?.host
            || settings.login.redirectHosts.contains { $0.matches(host) }
    }

    /// Browsers show addresses with letters of all scripts; a header has bytes of ASCII.
    private static func ascii(_ text: String) -> String {
        text.utf8.allSatisfy { $0 < 0x80 }
            ? text
            : text.unicodeScalars.map { $0.isASCII ? String($0) : PercentEncoding.encode(String($0)) }.joined()
    }
}
