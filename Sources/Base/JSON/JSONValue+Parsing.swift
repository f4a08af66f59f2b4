internal import CJansson

extension JSONValue {
    /// Reads a JSON text: UTF-8, any value at the top.
    ///
    /// Strict: invalid UTF-8, raw control characters, integers beyond 64 bits and a NUL in a member's name are errors.
    /// The corresponding C function is `json_loadb` of Jansson.
    /// - Parameters:
    ///   - limits: those for strangers, unless the caller knows where the text comes from.
    ///   - rejectsDuplicates: whether two members of one name are an error.
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

    /// Reads what WeChat's servers send: as `init(parsing:)`, but invalid UTF-8 is replaced by U+FFFD, raw control
    /// characters inside strings are kept (`docs/protocol/wechat.md`, "Every call"), and `JSONRepair` fixes what it
    /// can. A text that is not JSON is an error.
    package init(tolerantly bytes: [UInt8], limits: JSONLimits = .answer) throws(JSONError) {
        let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
        try self.init(parsing: JSONRepair.repaired(text, escapesControls: true), limits: limits)
    }

    /// Reads what a client sends: as `init(parsing:)`, but half surrogate pairs become U+FFFD, numbers without a value
    /// null, and integers beyond 64 bits reals. Of members with one name the last counts.
    package init(leniently bytes: [UInt8], limits: JSONLimits = .request) throws(JSONError) {
        do throws(JSONError) { try self.init(parsing: bytes, limits: limits) } catch {
            guard error.excess == nil else { throw error }
            try self.init(parsing: JSONRepair.repaired(bytes, escapesControls: false), limits: limits)
        }
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
