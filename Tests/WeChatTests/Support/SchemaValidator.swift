import Foundation
import JSON

/// As much of JSON Schema as `rules.schema.json` uses. A keyword that it does not know makes everything invalid, so
/// that nothing is passed over.
struct SchemaValidator {
    let root: JSONValue

    private static let annotations: Set = ["$schema", "title", "description", "$defs"]

    func accepts(_ value: JSONValue) -> Bool { accepts(value, root) }

    private func accepts(_ value: JSONValue, _ schema: JSONValue) -> Bool {
        guard case .object(let keywords) = schema else { return false }
        return keywords.allSatisfy { Self.annotations.contains($0.name) || holds($0.name, $0.value, value, schema) }
    }

    private func holds(_ keyword: String, _ operand: JSONValue, _ value: JSONValue, _ schema: JSONValue) -> Bool {
        switch keyword {
        case "$ref": root["$defs"]?[String((operand.string ?? "").dropFirst(8))].map { accepts(value, $0) } ?? false
        case "type": isOf(operand.string ?? "", value)
        case "const": value == operand
        case "enum": operand.elements?.contains(value) == true
        case "oneOf": operand.elements?.count { accepts(value, $0) } == 1
        case "items": (value.elements ?? []).allSatisfy { accepts($0, operand) }
        case "required": (operand.elements ?? []).allSatisfy { value[$0.string ?? ""] != nil }
        case "properties":
            members(value).allSatisfy { (name, member) in operand[name].map { accepts(member, $0) } ?? true }
        case "additionalProperties": hasOnlyKnown(value, operand, schema)
        case "propertyNames": members(value).allSatisfy { accepts(.string($0.0), operand) }
        default: isWithin(keyword, operand, value)
        }
    }

    private func isWithin(_ keyword: String, _ operand: JSONValue, _ value: JSONValue) -> Bool {
        if keyword == "pattern" {
            return value.string?.range(of: operand.string ?? "", options: .regularExpression) != nil
        }
        guard let limit = number(operand) else { return false }
        return switch keyword {
        case "minimum": number(value).map { $0 >= limit } ?? true
        case "maximum": number(value).map { $0 <= limit } ?? true
        case "minLength": Double(value.string?.unicodeScalars.count ?? .max) >= limit
        case "maxLength": Double(value.string?.unicodeScalars.count ?? 0) <= limit
        case "minItems": Double(value.elements?.count ?? .max) >= limit
        case "maxItems": Double(value.elements?.count ?? 0) <= limit
        case "minProperties": !value.isObject || Double(members(value).count) >= limit
        case "maxProperties": Double(members(value).count) <= limit
        default: false
        }
    }

    private func hasOnlyKnown(_ value: JSONValue, _ operand: JSONValue, _ schema: JSONValue) -> Bool {
        members(value).allSatisfy { (name, member) in
            schema["properties"]?[name] != nil || operand != false && accepts(member, operand)
        }
    }

    private func members(_ value: JSONValue) -> [(String, JSONValue)] {
        guard case .object(let members) = value else { return [] }
        return members.map { ($0.name, $0.value) }
    }

    private func number(_ value: JSONValue) -> Double? {
        switch value {
        case .integer(let number): Double(number)
        case .real(let number): number
        default: nil
        }
    }

    private func isOf(_ type: String, _ value: JSONValue) -> Bool {
        switch (type, value) {
        case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool), ("integer", .integer):
            true
        case ("number", .integer), ("number", .real): true
        default: false
        }
    }
}
