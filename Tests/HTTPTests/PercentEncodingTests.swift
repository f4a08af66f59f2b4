import Testing

@testable import HTTP

@Suite("Percent-encoding")
struct PercentEncodingTests {
    @Test(
        "is undone",
        arguments: [
            ("", ""), ("abc", "abc"), ("%41%62", "Ab"), ("%e5%85%ac", "公"), ("%E5%85%AC", "公"), ("公", "公"),
            ("%2520", "%20"), ("%25", "%"), ("%00", "\u{0}"), ("a+b", "a b"), ("%2B", "+"), ("%20", " "),
            ("%0d%0A", "\r\n"),
        ])
    func decoding(encoded: String, text: String) {
        #expect(PercentEncoding.decode(encoded.utf8, plusIsSpace: true) == Array(text.utf8))
    }

    @Test("leaves a + alone outside forms")
    func plus() {
        #expect(PercentEncoding.decode("a+b%2B".utf8, plusIsSpace: false) == Array("a+b+".utf8))
    }

    @Test(
        "is refused when broken",
        arguments: [
            "%", "a%", "%4", "a%4", "%%", "%%41", "%4%41", "%zz", "%4g", "%g4", "% 41", "%+4", "%-1", "%0x41", "%u0041",
            "%４１",
        ])
    func broken(encoded: String) {
        #expect(PercentEncoding.decode(encoded.utf8, plusIsSpace: true) == nil)
    }

    @Test("gives back bytes that are no text")
    func bytes() {
        #expect(PercentEncoding.decode("%ff%C3".utf8, plusIsSpace: true) == [0xFF, 0xC3])
    }

    @Test("of a text leaves only unreserved characters, and undone gives the text")
    func encoding() {
        #expect(PercentEncoding.encode("AZaz09-._~") == "AZaz09-._~")
        #expect(PercentEncoding.encode("a b&c=d/é😀+%\u{0}") == "a%20b%26c%3Dd%2F%C3%A9%F0%9F%98%80%2B%25%00")
        let all = String(String.UnicodeScalarView((0..<0x300).compactMap(UnicodeScalar.init)))
        let encoded = PercentEncoding.encode(all)
        #expect(
            encoded.utf8.allSatisfy { "-._~%".utf8.contains($0) || Character(UnicodeScalar($0)).isASCIIAlphanumeric })
        #expect(PercentEncoding.decode(encoded.utf8, plusIsSpace: true) == Array(all.utf8))
    }
}

extension Character {
    fileprivate var isASCIIAlphanumeric: Bool { isASCII && (isLetter || isNumber) }
}
