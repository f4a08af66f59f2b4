extension JSONValue {
    /// The member called `name`, or nil when there is none or this is no object. Of several, the last: what most
    /// parsers take, WeChat's among them.
    package subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The text of a string, else nil.
    package var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// A whole number; also one that was sent as a string of digits, as WeChat's servers sometimes do.
    package var integer: Int64? {
        switch self {
        case .integer(let number): number
        case .string(let text): Int64(text)
        default: nil
        }
    }

    /// The elements of an array, else nil.
    package var elements: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The truth value, else nil.
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
