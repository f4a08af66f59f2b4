/// A request, as the web server passed it on.
package struct Request {
    /// Identifies this request in the answer and in the log: 32 random hexadecimal digits.
    package let id: String
    package let method: Method
    /// The query string as sent, without `?`: bytes, because nobody has checked that they are UTF-8.
    package let rawQuery: [UInt8]
    package let caller: Caller
    let variables: any MetaVariables
    let content: Result<[UInt8], RequestError>
    /// The body's JSON, parsed at first use: a request has many parameters and one body.
    let parsed = ParsedBody()

    /// - Parameter content: the body, or why there is none. The error is reported when the body is asked for, so that
    ///   the endpoint answers in its own API's shape.
    package init(
        id: String, variables: any MetaVariables, content: Result<[UInt8], RequestError>, caller: Caller = .unknown
    ) {
        self.id = id
        self.caller = caller
        self.variables = variables
        self.content = content
        method = Method(variables.value("REQUEST_METHOD") ?? "GET")
        rawQuery = variables.bytes("QUERY_STRING") ?? []
    }

    /// The path of the URL, percent-decoded by the web server: `SCRIPT_NAME` with `PATH_INFO`, which nginx, lighttpd
    /// and Apache split at different places.
    package var path: String { (variables.value("SCRIPT_NAME") ?? "") + (variables.value("PATH_INFO") ?? "") }

    /// The client's address as the web server sees it; empty if it does not say.
    package var remoteAddress: String { variables.value("REMOTE_ADDR") ?? "" }

    /// The folder from which the web server serves files; nil if it does not say.
    package var documentRoot: String? { variables.value("DOCUMENT_ROOT") }

    /// The web server's name and version, such as `Apache/2.4.62 (Debian)`; empty if it does not say.
    package var serverSoftware: String { variables.value("SERVER_SOFTWARE") ?? "" }

    /// The value of a header, by its HTTP name without regard to case.
    package func header(_ name: String) -> String? {
        let variable = HeaderName.variable(name)
        switch variable {
        case "HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH": return variables.value(String(variable.dropFirst(5)))
        default: return variables.value(variable)
        }
    }

    /// The value of `Authorization`. Some web servers keep that header to themselves, so Apache's
    /// `REDIRECT_HTTP_AUTHORIZATION` and `X-Authorization` are read, too.
    package var authorization: String? {
        if let value = header("Authorization"), !value.isEmpty { return value }
        if let value = variables.value("REDIRECT_HTTP_AUTHORIZATION"), !value.isEmpty { return value }
        return header("X-Authorization").flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The token in `Authorization`: after one of the schemes, compared without case, or without a scheme.
    package func authorizationToken(schemes: [String]) -> String? {
        guard let text = authorization else { return nil }
        // By bytes: iterating over characters costs twenty times as much.
        let parts = Array(text.utf8).split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        guard let token = parts.last, parts.count <= 2 else { return nil }
        guard parts.count == 2 else { return token }
        return schemes.contains(parts[0].lowercased()) ? token : nil
    }

    /// All values of the cookie `name`, in their order, without surrounding blanks and quotes (RFC 6265, 5.4; RFC
    /// 2109's `$Version` and the like are ordinary names). A browser sends cookies of several paths and domains under
    /// one name, so a reader tries each.
    package func cookies(_ name: String) -> [String] {
        guard let bytes = variables.bytes("HTTP_COOKIE") else { return [] }
        var values: [String] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let pair = rest[..<(rest.firstIndex(of: UInt8(ascii: ";")) ?? rest.endIndex)]
            rest = rest[pair.endIndex...].dropFirst()
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { continue }
            guard Request.isNamed(name, pair[..<equals]) else { continue }
            var value = Request.unpadded(pair[equals...].dropFirst())
            if value.count > 1, value.first == UInt8(ascii: "\""), value.last == UInt8(ascii: "\"") {
                value = value.dropFirst().dropLast()
            }
            values.append(String(decoding: value, as: UTF8.self))
        }
        return values
    }

    /// Blanks around a name are ignored, except for names whose prefix browsers protect (`__Host-`): a cookie that a
    /// neighbouring host planted under a name with a blank must not be taken for one of those.
    private static func isNamed(_ name: String, _ bytes: ArraySlice<UInt8>) -> Bool {
        let isProtected = name.utf8.starts(with: "__".utf8)
        return (isProtected ? bytes.drop { $0 == 0x20 } : unpadded(bytes)).elementsEqual(name.utf8)
    }

    private static func unpadded(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        guard let last = bytes.lastIndex(where: { !isBlank($0) }) else { return [] }
        return bytes[...last].drop(while: isBlank)
    }

    /// The body's bytes; empty if it has none.
    package func body() throws(RequestError) -> [UInt8] { try content.get() }
}
