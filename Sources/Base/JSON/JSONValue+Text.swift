extension JSONValue {
    /// Compact JSON in UTF-8. Slashes are not escaped; control characters are; everything else is written as it is.
    package var bytes: [UInt8] {
        var output = JSONOutput(capacity: 1024)
        write(to: &output)
        return output.bytes
    }

    /// The same as a string.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    private func write(to output: inout JSONOutput) {
        switch self {
        case .null: output.append("null")
        case .bool(let truth): output.append(truth ? "true" : "false")
        case .integer(let number): output.append(number)
        case .real(let number): output.append(number.isFinite ? String(number) : "null")
        case .string(let text): output.append(quoted: text)
        case .array(let elements): JSONValue.write(elements, to: &output)
        case .object(let members): JSONValue.write(members, to: &output)
        }
    }

    private static func write(_ elements: [JSONValue], to output: inout JSONOutput) {
        output.append(UInt8(ascii: "["))
        for index in elements.indices {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            elements[index].write(to: &output)
        }
        output.append(UInt8(ascii: "]"))
    }

    private static func write(_ members: [Member], to output: inout JSONOutput) {
        output.append(UInt8(ascii: "{"))
        for index in members.indices {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            output.append(quoted: members[index].name)
            output.append(UInt8(ascii: ":"))
            members[index].value.write(to: &output)
        }
        output.append(UInt8(ascii: "}"))
    }
}
