internal import CJansson

extension JSONValue {
    /// Reads a JSON text: UTF-8, any value at the top.
    ///
    /// Strict: invalid UTF-8, raw control characters, integers beyond 64 bits and a NUL in a member's name are errors.
    /// The corresponding C function is `json_loadb` of Jansson.
    /// - Parameters:
    ///   - limits: those for strangers, unless the caller knows whose text it is.
    ///   - rejectsDuplicates: whether an object with two members of one name is an error.
    package init(
        parsing bytes: [UInt8], limits: JSONLimits = .request, rejectsDuplicates: Bool = false
    ) throws(JSONError) {
        try limits.check(bytes)
        if let value = PlainReader.value(of: bytes) {
            self = value
            return
        }
        var fault = json_error_t()
        let flags = size_t(JSON_DECODE_ANY | JSON_ALLOW_NUL | (rejectsDuplicates ? JSON_REJECT_DUPLICATES : 0))
        let root = unsafe bytes.withUnsafeBytes { buffer in
            unsafe json_loadb(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, flags, &fault)
        }
        guard let root = unsafe root else {
            throw JSONError(line: Int(max(0, fault.line)), message: JSONValue.message(of: &fault))
        }
        defer { unsafe json_decref(root) }
        unsafe self.init(copying: root)
    }

    /// Reads what WeChat's servers send: as `init(parsing:)`, but invalid UTF-8 is replaced by U+FFFD and raw control
    /// characters inside strings are kept (wechat-api.md, section 0.4), and without an end to tolerance elsewhere: a
    /// text that is not JSON is an error.
    package init(tolerantly bytes: [UInt8], limits: JSONLimits = .answer) throws(JSONError) {
        let text = JSONValue.escapingControlCharacters(in: String(decoding: bytes, as: UTF8.self))
        try self.init(parsing: text, limits: limits)
    }

    private static func escapingControlCharacters(in text: String) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count)
        var (isInString, isEscaped) = (false, false)
        for byte in text.utf8 {
            // Behind a backslash it stays as it is, for the parser to refuse: `\\u0009` would be another text.
            if isInString && !isEscaped && byte < 0x20 {
                output += [0x5C, 0x75, 0x30, 0x30, 0x30 + (byte >> 4), hexDigit(byte & 15)]
                continue
            }
            output.append(byte)
            if byte == UInt8(ascii: "\""), !isEscaped { isInString.toggle() }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        }
        return output
    }

    private static func message(of fault: inout json_error_t) -> String {
        unsafe withUnsafePointer(to: &fault.text) { text in
            unsafe text.withMemoryRebound(to: CChar.self, capacity: Int(JSON_ERROR_TEXT_LENGTH)) {
                unsafe String(cString: $0)
            }
        }
    }

    private init(copying value: UnsafeMutablePointer<json_t>) {
        switch unsafe value.pointee.type {
        case JSON_OBJECT: unsafe self = .object(JSONValue.members(of: value))
        case JSON_ARRAY: unsafe self = .array(JSONValue.elements(of: value))
        case JSON_STRING: unsafe self = .string(JSONValue.text(json_string_value(value), json_string_length(value)))
        case JSON_INTEGER: unsafe self = .integer(Int64(json_integer_value(value)))
        case JSON_REAL: unsafe self = .real(json_real_value(value))
        case JSON_TRUE: self = .bool(true)
        case JSON_FALSE: self = .bool(false)
        default: self = .null
        }
    }

    private static func members(of object: UnsafeMutablePointer<json_t>) -> [Member] {
        var members: [Member] = []
        unsafe members.reserveCapacity(json_object_size(object))
        var iterator = unsafe json_object_iter(object)
        while let current = unsafe iterator {
            if let name = unsafe json_object_iter_key(current), let value = unsafe json_object_iter_value(current) {
                unsafe members.append(Member(String(cString: name), JSONValue(copying: value)))
            }
            unsafe iterator = json_object_iter_next(object, current)
        }
        return members
    }

    private static func elements(of array: UnsafeMutablePointer<json_t>) -> [JSONValue] {
        unsafe (0..<json_array_size(array)).compactMap { index in
            unsafe json_array_get(array, index).map { unsafe JSONValue(copying: $0) }
        }
    }

    private static func text(_ start: UnsafePointer<CChar>?, _ count: Int) -> String {
        unsafe start.map { start in
            unsafe String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
        } ?? ""
    }
}
