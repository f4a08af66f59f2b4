import Testing

@testable import Crypto

@Suite("Letters and digits for bytes")
struct Base62Tests {
    @Test(
        "are a number, the highest digit first",
        arguments: [
            ([], ""), ([0], "00"), ([61], "0z"), ([62], "10"), ([255], "47"), ([255, 255], "H31"),
            ([0, 0, 0, 0, 0, 0, 0, 1], "00000000001"),
            ([255, 255, 255, 255, 255, 255, 255, 255], "LygHa16AHYF"),
            ([0, 0, 0, 0, 0, 0, 0, 1, 61], "000000000010z"),
        ] as [([UInt8], String)])
    func agrees(bytes: [UInt8], text: String) {
        #expect(Base62.encode(bytes) == text)
        #expect(Base62.decode(text) == bytes)
    }

    @Test("give back every byte, in every place and length")
    func roundTrip() {
        let bytes = (0...255).map { UInt8($0) }
        for start in bytes.indices {
            for rest in [Array(bytes[start...]), bytes[start...].reversed()] {
                let text = Base62.encode(rest)
                #expect(Base62.decode(text) == rest)
                #expect(text.utf8.count <= (rest.count * 11 + 7) / 8)
            }
        }
    }

    @Test(
        "have one text for the same bytes",
        arguments: [
            "0", "48", "zz", "H32", "zzz", "0000", "LygHa16AHYG", "zzzzzzzzzzz", "00000000", "0-", "0_", "0+", "é0",
            "0 ",
            "0\n", "0\u{0}", "０0",
        ])
    func alternatives(text: String) { #expect(Base62.decode(text) == nil) }
}
