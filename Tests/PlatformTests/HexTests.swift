import Testing

@testable import Platform

struct HexTests {
    @Test(
        "It agrees with RFC 4648, section 10, whose digits are upper case",
        arguments: [
            ("", ""), ("f", "66"), ("fo", "666F"), ("foo", "666F6F"), ("foob", "666F6F62"), ("fooba", "666F6F6261"),
            ("foobar", "666F6F626172"),
        ])
    func published(bytes: String, text: String) {
        #expect(Hex.decode(text) == Array(bytes.utf8))
        #expect(Hex.encode(Array(bytes.utf8)) == text.lowercased())
    }

    @Test("It has a digit for each value, and a value for each digit", arguments: UInt8(0)..<16)
    func digits(value: UInt8) {
        #expect(Hex.digit(value) == Array("0123456789abcdef".utf8)[Int(value)])
        #expect(Hex.upperCaseDigit(value) == Array("0123456789ABCDEF".utf8)[Int(value)])
        #expect(Hex.value(Hex.digit(value)) == value && Hex.value(Hex.upperCaseDigit(value)) == value)
    }

    @Test("Every byte survives being written and read")
    func roundTrip() {
        let bytes = Array(UInt8.min...UInt8.max)
        #expect(Hex.decode(Hex.encode(bytes)) == bytes)
    }

    @Test("It writes lower case")
    func lowerCase() {
        #expect(Hex.encode([0x00, 0x0f, 0xa9, 0xff]) == "000fa9ff")
    }

    @Test(
        "It reads pairs of digits of either case and nothing else",
        arguments: [
            ("", []), ("000fA9ff", [0x00, 0x0f, 0xa9, 0xff]),
            ("f", nil), ("0x1f", nil), ("1g", nil), (" 1f", nil), ("1f ", nil), ("é", nil), ("/0", nil), (":0", nil),
        ] as [(String, [UInt8]?)])
    func decode(text: String, bytes: [UInt8]?) {
        #expect(Hex.decode(text) == bytes)
    }
}
