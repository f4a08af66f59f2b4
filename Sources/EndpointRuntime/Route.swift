package import HTTP

/// One method and one path, spelled as everywhere else: `GET /wx/config`. A segment in braces matches any one:
/// `/wx/api/measurements/{record_id}/analyze`.
package struct Route: ExpressibleByStringLiteral, Hashable, Sendable, CustomStringConvertible {
    package let method: Method
    package let path: String

    /// - Parameter value: a literal of the form `METHOD /path`; anything else is a programming error.
    package init(stringLiteral value: String) {
        let parts = value.split(separator: " ")
        precondition(parts.count == 2 && parts[1].hasPrefix("/"), "a route is METHOD /path, not \(value)")
        method = Method(String(parts[0]))
        path = String(parts[1])
    }

    package var description: String { "\(method) \(path)" }

    /// The segment of a request's path that corresponds to `{name}` in this route; nil when the path does not match.
    ///
    /// Compared from the end, because a site may serve an API under another prefix.
    package func value(_ name: String, in path: String) -> String? {
        let own = self.path.split(separator: "/")
        let shown = path.split(separator: "/", omittingEmptySubsequences: false)
        guard shown.count > own.count, Route.segments(own, end: shown) else { return nil }
        return own.firstIndex(of: "{\(name)}").map { String(shown[shown.count - own.count + $0]) }
    }

    /// Whether a path's segments end with a route's; those in braces match any.
    package static func segments(_ own: [Substring], end path: [Substring]) -> Bool {
        path.count >= own.count && zip(own, path.suffix(own.count)).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
    }
}
