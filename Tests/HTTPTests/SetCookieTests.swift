import Testing

@testable import HTTP

@Suite("A cookie that is set")
struct SetCookieTests {
    static let common = "Path=/; HttpOnly; SameSite=Lax"

    @Test(
        "is HttpOnly, Lax and for the whole host, with the attributes asked for",
        arguments: [
            (SetCookie("sid", "a1", maxAge: nil, isSecure: false), "sid=a1; \(common)"),
            (SetCookie("sid", "a1", maxAge: nil, isSecure: true), "sid=a1; \(common); Secure"),
            (SetCookie("sid", "a1", maxAge: 600, isSecure: false), "sid=a1; \(common); Max-Age=600"),
            (SetCookie("sid", "", maxAge: 0, isSecure: false), "sid=; \(common); Max-Age=0"),
            (
                SetCookie("sid", "a1", maxAge: 9, domain: "example.com", isSecure: true),
                "sid=a1; \(common); Max-Age=9; Domain=example.com; Secure"
            ),
        ])
    func attributes(cookie: SetCookie, header: String) {
        #expect(Self.header(cookie) == header)
    }

    @Test(
        "has a value that cannot end itself",
        arguments: [("a;b", "a%3Bb"), ("a b,\"c\"", "a%20b%2C%22c%22"), ("a=公", "a%3D%E5%85%AC")])
    func value(value: String, encoded: String) {
        #expect(Self.header(SetCookie("sid", value, maxAge: nil, isSecure: false)) == "sid=\(encoded); \(Self.common)")
    }

    @Test("stands beside others")
    func several() {
        var response = Response(status: 200)
        response.set(SetCookie("a", "1", maxAge: nil, isSecure: false))
        response.set(SetCookie("b", "2", maxAge: nil, isSecure: false))
        #expect(lines(response).filter { $0.hasPrefix("Set-Cookie: ") }.count == 2)
    }

    private static func header(_ cookie: SetCookie) -> String? {
        var response = Response(status: 200)
        response.set(cookie)
        return response.header("Set-Cookie")
    }
}
