import HTTP
import JSON

/// The input of a control call: a JSON object, or the fields of a form.
struct ControlInput {
    private let call: Call
    private let object: JSONValue?

    init(_ call: Call) throws(Failure) {
        self.call = call
        do throws(RequestError) { object = try call.request.json() } catch { throw .misused("\(error)") }
    }

    /// The JSON member as given, which may be `null`.
    func given(_ name: String) -> JSONValue? { object?[name] }

    /// The member's value; nil when it is absent or `null`. In a form all values are strings.
    func value(_ name: String) throws(Failure) -> JSONValue? {
        if let object { return object[name] == .null ? nil : object[name] }
        do throws(RequestError) { return try call.request.parameter(name).map(JSONValue.string) } catch {
            throw .misused("\(error)")
        }
    }

    func text(_ name: String) throws(Failure) -> String? {
        switch try value(name) {
        case nil: return nil
        case .string(let text): return text
        case .integer(let number): return String(number)
        default: throw .misused("\(name) must be a string")
        }
    }

    func requiredText(_ name: String) throws(Failure) -> String {
        guard let text = try text(name), !text.isEmpty else { throw .misused("\(name) is missing") }
        return text
    }

    func integer(_ name: String) throws(Failure) -> Int64? {
        guard let value = try value(name) else { return nil }
        guard let number = value.integer else { throw .misused("\(name) must be a whole number") }
        return number
    }

    func number(_ name: String) throws(Failure) -> Double? {
        guard let value = try value(name) else { return nil }
        if case .real(let number) = value { return number }
        guard let number = value.string.flatMap({ Double($0) }) ?? value.integer.map({ Double($0) }) else {
            throw .misused("\(name) must be a number")
        }
        return number
    }

    func flag(_ name: String) throws(Failure) -> Bool? {
        switch try value(name) {
        case nil: return nil
        case .bool(let truth): return truth
        case "true", "1": return true
        case "false", "0": return false
        default: throw .misused("\(name) must be true or false")
        }
    }
}
