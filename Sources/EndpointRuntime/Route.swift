package import HTTP

/// One method and one path, spelled as everywhere else: `GET /wx/config`. A segment in braces stands for any one:
/// `/wx/api/measurements/{record_id}/analyze`.
package struct Route: ExpressibleByStringLiteral, Hashable, Sendable, CustomStringConvertible {
    package let method: Method
    package let path: String

    /// - Parameter value: a literal of the form `METHOD /path`; anything else is a fault of the program.
    package init(stringLiteral value: String) {
        let parts = value.split(separator: " ")
        precondition(parts.count == 2 && parts[1].hasPrefix("/"), "a route is METHOD /path, not \(value)")
        method = Method(String(parts[0]))
        path = String(parts[1])
    }

    package var description: String { "\(method) \(path)" }

    /// What stands in a request's path where this route has `{name}`; nil when the path is not of this route.
    ///
    /// Compared from the end, as a site may serve an API under another prefix.
    package func value(_ name: String, in path: String) -> String? {
        var value: String?
        let own = self.path.split(separator: "/").reversed()
        let shown = path.split(separator: "/", omittingEmptySubsequences: false).reversed()
        guard shown.count > own.count else { return nil }
        for (own, shown) in zip(own, shown) {
            if own == "{\(name)}" {
                value = String(shown)
            } else if !own.hasPrefix("{"), own != shown {
                return nil
            }
        }
        return value
    }
}
