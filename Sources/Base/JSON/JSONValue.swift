/// Any JSON value. Objects keep the order of their members, so that clients see the order of the documents.
package enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    /// Exact: message ids exceed 2^53.
    case integer(Int64)
    case real(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// One name and its value.
    package struct Member: Equatable, Sendable {
        package let name: String
        package let value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// Written out and not inlined: what the compiler makes is inlined into itself, 5 KB in every program.
    @inline(never)
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.real(let left), .real(let right)): left == right
        case (.string(let left), .string(let right)): left == right
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByNilLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(nilLiteral: ()) { self = .null }
}

extension JSONValue {
    /// A whole number, or null for nil.
    package init(_ number: Int64?) { self = number.map(JSONValue.integer) ?? .null }

    /// A number, without a fraction if it has none, or null for nil.
    package init(_ number: Double?) {
        guard let number else { self = .null; return }
        let value = JSONValue.real(number)
        self = value.wholeNumber.map(JSONValue.integer) ?? value
    }

    /// A text, or null for nil.
    package init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }
}
