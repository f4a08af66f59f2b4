package import JSON

/// An endpoint's answer.
package struct Response: Sendable {
    package var status: Int
    package private(set) var headers: [Header] = []
    package var body: [UInt8]
    /// Why the answer is not the expected one: for the log, never sent.
    package var cause: (any ResponseCause)?

    /// One line of the head.
    package struct Header: Sendable {
        package let name: HeaderName
        package let value: String
    }

    /// An answer without a body.
    package init(status: Int) {
        self.status = status
        body = []
    }

    package init(status: Int = 200, contentType: String, body: [UInt8]) {
        self.status = status
        self.body = body
        headers.reserveCapacity(8)
        add("Content-Type", contentType)
    }

    /// UTF-8 JSON.
    package static func json(_ value: JSONValue, status: Int = 200) -> Response {
        Response(status: status, contentType: "application/json; charset=utf-8", body: value.bytes)
    }

    /// JSON about one person, which must not be cached.
    package static func privateJSON(_ value: JSONValue) -> Response { privateJSON(value.bytes) }

    /// As above, JSON as text.
    package static func privateJSON(_ text: [UInt8]) -> Response {
        var response = Response(contentType: "application/json; charset=utf-8", body: text)
        response.set("Cache-Control", "no-store")
        return response
    }

    /// UTF-8 text.
    package static func text(_ text: String, status: Int = 200) -> Response {
        Response(status: status, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
    }

    /// A page without scripts, and without anything from other hosts except pictures.
    package static func page(_ html: HTML) -> Response {
        var response = Response(contentType: "text/html; charset=utf-8", body: Array(html.text.utf8))
        response.set(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; frame-ancestors 'none'")
        response.set("Cache-Control", "no-store")
        return response
    }

    /// A redirect (302) that must not be cached.
    package static func redirect(to location: String) -> Response {
        var response = Response(status: 302)
        response.set("Location", location)
        response.set("Cache-Control", "no-store")
        return response
    }

    /// The value of a header, by its name's exact spelling.
    package func header(_ name: HeaderName) -> String? { headers.first { $0.name == name }?.value }

    /// Sets a header, replacing one of that name. Control characters are removed from the value, so that no value can
    /// end its line.
    package mutating func set(_ name: HeaderName, _ value: String) {
        if headers.contains(where: { $0.name == name }) { headers.removeAll { $0.name == name } }
        add(name, value)
    }

    /// Adds a header beside others of the same name: `Set-Cookie`, `Vary`.
    package mutating func add(_ name: HeaderName, _ value: String) {
        headers.append(Header(name: name, value: Response.withoutControls(value)))
    }

    private static func withoutControls(_ value: String) -> String {
        let bytes = value.utf8.span
        guard bytes.indices.contains(where: { bytes[$0] < 0x20 || bytes[$0] == 0x7F }) else { return value }
        return String(decoding: value.utf8.filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
    }
}
