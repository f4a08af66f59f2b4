import Testing

@testable import HTTP

@Suite("A cookie")
struct CookieTests {
    private static func values(_ header: String, _ name: String = "sid") -> [String] {
        Request(id: "", variables: ["HTTP_COOKIE": header], content: .success([])).cookies(name)
    }

    @Test(
        "is read as servers of RFC 6265 read it",
        arguments: [
            ("sid=a", ["a"]), ("x=1; sid=a; y=2", ["a"]), ("sid=\"a\"", ["a"]), (" sid = a ; x=1", ["a"]),
            ("sid=a;sid=b", ["a", "b"]),
            ("$Version=1; sid=a; $Path=\"/\"", ["a"]), ("sid=a=b", ["a=b"]), ("sid=", [""]), ("sid", []), ("=a", []),
            ("SID=a", []),
            ("asid=a", []), ("sida=a", []), ("sid=\"", ["\""]), ("sid=\"\"", [""]), ("sid=\t\"a b\"\t", ["a b"]),
            (";;; sid=a;;", ["a"]),
            ("x=\"1; sid=a", ["a"]), ("sid=\"a;b\"", ["\"a"]),
        ])
    func reading(header: String, expected: [String]) { #expect(Self.values(header) == expected) }

    @Test("is found among very many")
    func many() {
        let others = (0..<2000).map { "c\($0)=\($0)" }.joined(separator: "; ")
        #expect(Self.values(others + "; sid=a; " + others) == ["a"])
    }
}
