/// A value of one of five types, bound to a `?` or read from a column.
///
/// Literals represent themselves: `nil`, `42`, `1.5`, `"text"`, and `true` for 1. Blobs have no literal.
package enum Value: Sendable, Equatable {
    case null
    case integer(Int64)
    /// SQLite has no NaN: bound, it becomes NULL.
    case real(Double)
    case text(String)
    case blob([UInt8])

    /// TEXT, or NULL for nil.
    package init(_ text: String?) { self = text.map(Value.text) ?? .null }

    /// INTEGER, or NULL for nil.
    package init(_ number: Int64?) { self = number.map(Value.integer) ?? .null }

    /// REAL, or NULL for nil.
    package init(_ number: Double?) { self = number.map(Value.real) ?? .null }

    /// BLOB, or NULL for nil.
    package init(_ bytes: [UInt8]?) { self = bytes.map(Value.blob) ?? .null }

    /// INTEGER 1 or 0: SQLite has no booleans.
    package init(_ truth: Bool) { self = .integer(truth ? 1 : 0) }

    /// The storage class by its SQL name: `INTEGER`, `TEXT` … An error may say this about a value.
    var storageClass: String {
        switch self {
        case .null: "NULL"
        case .integer: "INTEGER"
        case .real: "REAL"
        case .text: "TEXT"
        case .blob: "BLOB"
        }
    }
}

extension Value: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByStringLiteral, ExpressibleByBooleanLiteral
{
    package init(nilLiteral: ()) { self = .null }
    package init(integerLiteral number: Int64) { self = .integer(number) }
    package init(floatLiteral number: Double) { self = .real(number) }
    package init(stringLiteral text: String) { self = .text(text) }
    package init(booleanLiteral truth: Bool) { self.init(truth) }
}
