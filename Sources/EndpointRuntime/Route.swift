package import HTTP

/// One method and one path, spelled as everywhere else: `GET /wx/config`.
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
}
