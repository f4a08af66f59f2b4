package import JSON

extension Request {
    /// The text of a parameter from the JSON body, else the form body (`multipart/form-data` too), else the query; nil
    /// when it is absent, `null` or empty. Whole numbers are returned as their digits.
    ///
    /// A body is JSON when it begins with `{`, whatever its `Content-Type` says.
    package func parameter(_ name: String) throws(RequestError) -> String? {
        if let value = try bodyParameter(name), !value.isEmpty { return value }
        guard let value = try queryParameter(name), !value.isEmpty else { return nil }
        return value
    }

    /// As `parameter`, but a present and empty one is an empty text.
    package func possiblyEmptyParameter(_ name: String) throws(RequestError) -> String? {
        if let value = try bodyParameter(name) { return value }
        return try queryParameter(name)
    }

    /// As `parameter`, but absence is an error.
    package func requiredParameter(_ name: String) throws(RequestError) -> String {
        guard let value = try parameter(name) else { throw .missing(name) }
        return value
    }

    /// The text of a query parameter; nil when it is absent.
    package func queryParameter(_ name: String) throws(RequestError) -> String? {
        try FormFields(rawQuery).value(name)
    }

    /// The body as a JSON value; nil when there is no body or it is a form.
    package func json() throws(RequestError) -> JSONValue? {
        try parsed.value { () throws(RequestError) in try readJSON() }
    }

    private func readJSON() throws(RequestError) -> JSONValue? {
        let body = try body()
        guard let first = body.first(where: { !Request.isIgnorable($0) }), !isForm || first == UInt8(ascii: "{") else {
            return nil
        }
        let text = Array(body.drop(while: Request.isIgnorable))
        guard first == UInt8(ascii: "{") else { throw .bodyUnreadable(reason: "neither a JSON object nor a form") }
        if let value = try? JSONValue(parsing: text, rejectsDuplicates: true) { return value }
        do throws(JSONError) {
            let value = try JSONValue(leniently: text)
            parsed.repeated = RepeatedMembers.names(in: text)
            return value
        } catch { throw .bodyUnreadable(reason: error.excess ?? "line \(error.line) is not JSON") }
    }

    private func multipart() throws(RequestError) -> MultipartForm? {
        try parsed.multipart { () throws(RequestError) in
            guard let type = header("Content-Type") else { return nil }
            return try MultipartForm(body(), type: type)
        }
    }

    private func bodyParameter(_ name: String) throws(RequestError) -> String? {
        if let object = try json() {
            // Two values of the wanted member: readers would differ in which they take. For other members it does not
            // matter.
            guard !parsed.repeated.contains(name) else {
                throw .bodyUnreadable(reason: "\(name) stands more than once")
            }
            return try Request.text(of: object[name], name: name)
        }
        if let form = try multipart() { return try form.value(name) }
        return try FormFields(body()).value(name)
    }

    private var isForm: Bool {
        guard let type = header("Content-Type")?.lowercased() else { return false }
        return type.hasPrefix("application/x-www-form-urlencoded") || type.hasPrefix("multipart/form-data")
    }

    /// White space and the bytes of a byte order mark, with which some clients begin.
    private static func isIgnorable(_ byte: UInt8) -> Bool {
        [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains(byte)
    }

    private static func text(of value: JSONValue?, name: String) throws(RequestError) -> String? {
        switch value {
        case nil, .null: return nil
        case .string(let text) where text.utf8.contains(0): throw .malformed(name)
        case .string(let text): return text
        case let value?:
            guard let number = value.wholeNumber else {
                throw .invalid(name, reason: "must be a string or a whole number")
            }
            return String(number)
        }
    }
}
