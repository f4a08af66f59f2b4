import Testing

@testable import Crypto

@Suite("Base64")
struct Base64Tests {
    @Test(
        "agrees with RFC 4648, section 10, both ways",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func agrees(bytes: String, text: String) {
        #expect(Base64.encode(Array(bytes.utf8)) == text)
        #expect(Base64.decode(text) == Array(bytes.utf8))
    }

    @Test("gives back every byte, in every place")
    func allBytes() {
        let bytes = (0...255).map { UInt8($0) }
        for start in 0...2 {
            #expect(Base64.decode(Base64.encode(Array(bytes.dropFirst(start)))) == Array(bytes.dropFirst(start)))
        }
        #expect(Base64.encode([0xFB, 0xFF, 0xBF]) == "+/+/")
    }

    @Test("reads over white space", arguments: ["Zm9v\r\nYg==", " Z m 9\tvYg==\n", "Zm9vYg=\n="])
    func whiteSpace(text: String) { #expect(Base64.decode(text) == Array("foob".utf8)) }

    @Test("does not mind what the padding leaves over", arguments: ["Zh==", "Zv=="])
    func leftBits(text: String) { #expect(Base64.decode(text) == Array("f".utf8)) }

    @Test(
        "takes nothing else",
        arguments: [
            "Z", "Zg", "Zg=", "Zm8", "Zg===", "Z===", "====", "==", "=", "Zg==Zg==", "Zm=v", "Zm9v=", "Zm9v====",
            "Zm9-", "Zm9_",
            "Zm9*", "Zm9\u{0B}", "Zm9é", "Zm9v\u{0}",
        ])
    func wrong(text: String) { #expect(Base64.decode(text) == nil) }
}
