extension JSONValue {
    /// The member called `name`; nil when there is none or this is not an object. Of several, the last, as in most
    /// parsers, including WeChat's.
    package subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The text of a string; nil for other values.
    package var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// A whole number, also one sent as a string of digits, as WeChat's servers sometimes do.
    package var integer: Int64? { wholeNumber ?? string.flatMap { Int64($0) } }

    /// A whole number sent as a number: 12, or 12.0 and 1.2e1, which many languages write for it.
    ///
    /// With a point or an exponent, a number of 2^53 or more does not count: others have the same floating-point value.
    package var wholeNumber: Int64? {
        switch self {
        case .integer(let number): number
        case .real(let number) where number.magnitude <= JSONValue.highestExact: Int64(exactly: number)
        default: nil
        }
    }

    /// A number, whole or not; beyond 2^53 the nearest representable one.
    package var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .real(let number): number
        default: nil
        }
    }

    /// 2^53 − 1
    private static let highestExact = 9_007_199_254_740_991.0

    /// The elements of an array; nil for other values.
    package var elements: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The boolean; nil for other values.
    package var bool: Bool? {
        guard case .bool(let truth) = self else { return nil }
        return truth
    }

    /// Whether this is an object.
    package var isObject: Bool {
        guard case .object = self else { return false }
        return true
    }
}
