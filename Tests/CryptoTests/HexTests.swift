import Testing

@testable import Crypto

struct HexTests {
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
