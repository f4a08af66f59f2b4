import Testing

@testable import HTTP

@Suite("Form fields")
struct FormFieldsTests {
    @Test(
        "give a parameter's decoded value",
        arguments: [
            ("a=1", "1"), ("a=1&b=2", "1"), ("b=2&a=1", "1"), ("a=", ""), ("a", ""), ("a&b", ""), ("a=1=2", "1=2"),
            ("a==", "="),
            ("a=x+y", "x y"), ("a=%2B", "+"), ("a=%26%3D", "&="), ("a=%E5%85%AC", "公"), ("a=公", "公"), ("%61=1", "1"),
            ("&&a=1&&", "1"), ("aa=2&a=1&A=3", "1"), ("=2&a=1", "1"), ("a =2&a=1", "1"), ("a=#x?y", "#x?y"),
            ("a=1;b=2", "1;b=2"),
            ("b=2", nil), ("", nil), ("&", nil), ("aa=1", nil), ("A=1", nil), ("=a", nil), ("b=a=1", nil),
            ("%2561=1", nil),
        ] as [(String, String?)])
    func values(fields: String, value: String?) throws {
        #expect(try FormFields(Array(fields.utf8)).value("a") == value)
    }

    @Test(
        "refuse a value that is not percent-encoded text",
        arguments: [
            "a=%", "a=%4", "a=%zz", "a=%00", "a=x%00y", "a=%ff", "a=%C3", "a=%ED%A0%80", "a=%C0%AF", "b=2&%61=%",
        ])
    func malformed(fields: String) {
        #expect(throws: RequestError.malformed("a")) { try FormFields(Array(fields.utf8)).value("a") }
    }

    @Test("refuse raw bytes that are no text, and a raw NUL", arguments: [[0xFF], [0x00], [0xE5, 0x85]] as [[UInt8]])
    func rawBytes(bytes: [UInt8]) {
        #expect(throws: RequestError.malformed("a")) { try FormFields(Array("a=".utf8) + bytes).value("a") }
    }

    @Test(
        "refuse a name that stands more than once, however it is written",
        arguments: ["a=1&a=2", "a=1&a=1", "a&a", "a=&b=1&a=", "a=1&%61=2", "%61=1&a=2", "a=1&a=%"])
    func repeated(fields: String) {
        #expect(throws: RequestError.repeated("a")) { try FormFields(Array(fields.utf8)).value("a") }
    }

    @Test(
        "are not harmed by other parameters, broken or repeated",
        arguments: [
            "b=%&a=1", "b=%00&a=1", "b=1&b=2&a=1", "a=1&%=x", "%zz=1&a=1", "a=1&%61%=2", "a=1&%ff=3", "a=1&b=%ff",
        ])
    func others(fields: String) throws {
        #expect(try FormFields(Array(fields.utf8)).value("a") == "1")
    }

    @Test("find an encoded name with a space in it")
    func nameWithSpace() throws {
        #expect(try FormFields(Array("a%20b=1".utf8)).value("a b") == "1")
        #expect(try FormFields(Array("%61+b=1".utf8)).value("a b") == "1")
    }

    /// Anything that looks at each field for each byte would not come back from this within the minute.
    @Test("read 100 KB of values, and 100,000 fields", .timeLimit(.minutes(1)))
    func large() throws {
        let long = String(repeating: "%41+", count: 25_600)
        #expect(try FormFields(Array("b=\(long)&a=\(long)".utf8)).value("a") == String(repeating: "A ", count: 25_600))
        let many = (0..<100_000).map { "%62\($0)=%" }.joined(separator: "&")
        #expect(try FormFields(Array("\(many)&a=1&\(many)".utf8)).value("a") == "1")
    }
}
