import SplitMix
import Testing

@testable import HTTP

@Suite("An address that nobody encoded")
struct PlainAddressTests {
    private static func address(_ query: String, form: Bool = false) throws -> String? {
        let variables = ["QUERY_STRING": form ? "" : query, "CONTENT_TYPE": "application/x-www-form-urlencoded"]
        return try Request(id: "", variables: variables, content: .success(form ? Array(query.utf8) : [])).address(
            "dest", before: ["scope"])
    }

    @Test(
        "is taken as it is, in a query and in a form",
        arguments: [
            ("dest=http://h/p?a=1&b=2", "http://h/p?a=1&b=2"),
            ("dest=http://h/p?a=1&scope=snsapi_base", "http://h/p?a=1"),
            ("scope=x&dest=http://h/p?a=1&scope=y", "http://h/p?a=1&scope=y"),
            ("dest=http://h/%E4%B8%AD+x", "http://h/%E4%B8%AD+x"),
            ("dest=http%3A%2F%2Fh%2F%3Fa%3D1%26b%3D2&b=3", "http://h/?a=1&b=2"),
            ("dest=http%3A%2F%2Fh%2Fa+b", "http://h/a b"),
            ("a=http://x&dest=https://h/", "https://h/"), ("dest=http://h/?dest=http://i/", "http://h/?dest=http://i/"),
            ("dest=", nil), ("x=1", nil),
            ("dest=/p?a=1&b=2", "/p?a=1"), ("destx=http://h/", nil), ("dest=http://h/p%23a", "http://h/p#a"),
        ] as [(String, String?)])
    func reading(query: String, expected: String?) throws {
        #expect(try Self.address(query) == expected)
        #expect(try Self.address(query, form: true) == expected)
    }

    @Test("is an error when it is no text")
    func noText() {
        let variables = ["CONTENT_TYPE": "application/x-www-form-urlencoded"]
        let request = Request(id: "", variables: variables, content: .success(Array("dest=http://h/?".utf8) + [0xFF]))
        #expect(throws: RequestError.malformed("dest")) { try request.address("dest") }
    }

    @Test("never crashes, and is a part of what was sent", arguments: 0..<4)
    func random(seed: UInt64) throws {
        var random = SplitMix64(seed)
        let pieces = [
            "dest=", "scope=", "http://h/", "https%3A%2F%2F", "&", "?", "=", "%", "%3F", "+", "a", "#", "中", "dest",
            "&&",
        ]
        for _ in 0..<25_000 {
            let query = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            guard let plain = (try? PlainAddress(Array(query.utf8), "dest", before: ["scope"])).flatMap({ $0 }) else {
                continue
            }
            #expect(query.contains(plain.text) && plain.text.lowercased().hasPrefix("http://"))
            _ = try? plain.others.value("scope")
        }
    }
}
