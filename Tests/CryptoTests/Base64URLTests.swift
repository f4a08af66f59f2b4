import Testing

@testable import Crypto

@Suite("Base64 for addresses")
struct Base64URLTests {
    @Test(
        "is Base64 with two other characters and no padding",
        arguments: [
            ([], ""), ([0x66], "Zg"), ([0x66, 0x6F], "Zm8"), ([0x66, 0x6F, 0x6F], "Zm9v"),
            ([0xFB, 0xFF, 0xBF], "-_-_"),
            ([0xFF], "_w"), ([0xFF, 0xFE], "__4"),
        ] as [([UInt8], String)])
    func agrees(bytes: [UInt8], text: String) {
        #expect(Base64URL.encode(bytes) == text)
        #expect(Base64URL.decode(text) == bytes)
    }

    @Test("gives back every byte, in every place and length")
    func roundTrip() {
        let bytes = (0...255).map { UInt8($0) }
        for start in bytes.indices {
            let rest = Array(bytes[start...])
            #expect(Base64URL.decode(Base64URL.encode(rest)) == rest)
        }
    }

    @Test(
        "has one text for the same bytes",
        arguments: [
            "Zg==", "Zg=", "Zm8=", "Zh", "Zv", "Zm9", "Z", "Zm9vZ", "+/+/", "-/-/", "Zm9v\n", " Zm9v", "Zm 9v",
            "Zm9v\t",
            "Zm9v\r\n", "Zm9v.", "Zm9é", "Zm9v\u{0}", "=", "====", "Ｚｇ",
        ])
    func alternatives(text: String) { #expect(Base64URL.decode(text) == nil) }

    @Test("is read by its own reader only, and plain Base64 by the other", arguments: Self.cases)
    func differences(text: String, plain: [UInt8]?, forAddresses: [UInt8]?) {
        #expect(Base64.decode(text) == plain)
        #expect(Base64URL.decode(text) == forAddresses)
    }

    private static let cases: [(String, [UInt8]?, [UInt8]?)] = [
        ("Zm9v", [0x66, 0x6F, 0x6F], [0x66, 0x6F, 0x6F]), ("+/+/", [0xFB, 0xFF, 0xBF], nil),
        ("-_-_", nil, [0xFB, 0xFF, 0xBF]), ("Zg==", [0x66], nil), ("Zg", nil, [0x66]), ("Zh==", [0x66], nil),
        ("Zh", nil, nil), ("Zm8=", [0x66, 0x6F], nil), ("Zm8", nil, [0x66, 0x6F]), ("Zm9=", [0x66, 0x6F], nil),
        ("Z m9v\n", [0x66, 0x6F, 0x6F], nil), ("+_+_", nil, nil), ("-/-/", nil, nil),
    ]
}
