/// A column of a row, by its name in the result or its position from 0. Written as a literal: `"openid"`, `0`.
package enum Column: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// Compared as SQL does, without regard to the case of ASCII letters.
    case name(String)
    case index(Int)

    package init(stringLiteral name: String) { self = .name(name) }
    package init(integerLiteral index: Int) { self = .index(index) }

    package var description: String {
        switch self {
        case .name(let name): name
        case .index(let index): String(index)
        }
    }
}
