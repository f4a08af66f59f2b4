/// A cookie that a response sets (RFC 6265bis). Always HttpOnly, SameSite=Lax and for the whole host.
package struct SetCookie: Sendable {
    /// The cookie's name: a literal, like every header's.
    package let name: HeaderName
    package let value: String
    /// Seconds to live; nil: until the browser is closed; 0: delete it.
    package let maxAge: Int?
    /// The domain whose hosts all get the cookie; nil: only this host.
    package let domain: String?
    /// Whether it is sent only over HTTPS.
    package let isSecure: Bool

    package init(_ name: HeaderName, _ value: String, maxAge: Int?, domain: String? = nil, isSecure: Bool) {
        self.name = name
        self.value = value
        self.maxAge = maxAge
        self.domain = domain
        self.isSecure = isSecure
    }

    private var text: String {
        var text = "\(name.text)=\(PercentEncoding.encode(value)); Path=/; HttpOnly; SameSite=Lax"
        if let maxAge { text += "; Max-Age=\(maxAge)" }
        if let domain { text += "; Domain=\(domain)" }
        return isSecure ? text + "; Secure" : text
    }

    fileprivate func add(to response: inout Response) { response.add("Set-Cookie", text) }
}

extension Response {
    package mutating func set(_ cookie: SetCookie) { cookie.add(to: &self) }
}
