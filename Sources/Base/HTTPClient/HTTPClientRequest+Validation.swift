extension HTTPClientRequest {
    /// Refuses what would not be sent as given: libcurl allows line breaks in headers and method, and ends every string
    /// at a NUL.
    func validate() throws(HTTPClientError) {
        // Not `<= 0`: this also excludes NaN.
        guard timeout > 0, connectTimeout > 0 else { throw .timedOut }
        guard !method.isEmpty, method.utf8.allSatisfy(isTokenByte) else {
            throw .badRequest("the method is not a token")
        }
        guard method != "HEAD" || body == nil else { throw .badRequest("HEAD has no body") }
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw .badRequest("the URL holds white space or control characters")
        }
        let scheme = url.prefix { $0 != ":" }.lowercased()
        guard scheme == "http" || scheme == "https" else { throw .badRequest("the URL is neither http nor https") }
        for (name, value) in headers {
            guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte), value.utf8.allSatisfy(isValueByte) else {
                throw .badRequest("a header holds characters that it may not")
            }
        }
    }

    /// The body to send: methods that normally have one get an empty body instead of none, so that the host sees a
    /// `Content-Length`.
    var sentBody: [UInt8]? {
        body ?? (["POST", "PUT", "PATCH"].contains(method) ? [] : nil)
    }
}

/// RFC 9110, section 5.6.2.
private func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}

private func isValueByte(_ byte: UInt8) -> Bool { byte == 0x09 || byte >= 0x20 && byte != 0x7F }
