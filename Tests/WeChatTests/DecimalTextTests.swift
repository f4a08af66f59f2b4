import JSON
import SplitMix
import Testing

@testable import RecordTransfer

@Suite("A number in a cell")
struct DecimalTextTests {
    static let numbers: [(text: String, value: JSONValue)] = [
        ("0", 0), ("12", 12), ("-7", -7), ("+7", 7), ("007", 7), ("12.0", 12), ("12.000", 12), ("1.2E+01", 12),
        ("1.2e1", 12),
        ("120E-1", 12), ("1200e-02", 12), ("7.25E+01", .real(72.5)), ("72.5", .real(72.5)), ("72.50", .real(72.5)),
        ("-0.5", .real(-0.5)), ("5e-1", .real(0.5)), ("0.0", 0), ("-0", 0), ("9007199254740993", 9_007_199_254_740_993),
        ("9.007199254740993E+15", 9_007_199_254_740_993), ("9007199254740993.0", 9_007_199_254_740_993),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", "9223372036854775808"), ("123456789012.5", .real(123_456_789_012.5)),
    ]

    @Test("is what it says, to the last digit", arguments: numbers.indices)
    func values(index: Int) throws {
        let (text, value) = Self.numbers[index]
        let number = try #require(DecimalText(text, hasComma: false))
        #expect(!number.lacksDigits && number.value == value)
        #expect(DecimalText(text.replacing(".", with: ","), hasComma: true)?.value == value)
    }

    @Test(
        "has lost digits when its exponent asks for more than are there",
        arguments: ["1.23457E+11", "1E+3", "9.00719925474099E+15"])
    func lost(text: String) throws {
        #expect(try #require(DecimalText(text, hasComma: false)).lacksDigits)
    }

    @Test(
        "is none when it is anything else",
        arguments: [
            "", "-", "+", ".", ".5", "5.", "5,0", "1 000", "1,000", "0x10", "1e", "1e+", "1e1.0", "e5", "1.2.3", "--1",
            "NaN", "inf",
            "１２", "12 ", " 12", "1_000", "#NUM!", "####", "1e9999", "1e99999999999999999999", "72次",
        ])
    func others(text: String) {
        #expect(DecimalText(text, hasComma: false) == nil)
    }

    @Test("crashes nothing, whatever it is")
    func anything() {
        var random = SplitMix64(11)
        var taken = 0
        let alphabet = Array("0012399.,eE+-- ".utf8)
        for _ in 0..<100_000 {
            let count = Int.random(in: 0...12, using: &random)
            let text = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            guard let number = DecimalText(String(decoding: text, as: UTF8.self), hasComma: true) else { continue }
            taken += 1
            // What it is can be written as JSON, and is a number there; too many digits stay text.
            let value = number.value
            if case .string = value { continue }
            if (try? JSONValue(parsing: value.bytes))?.number != value.number { Issue.record("\(text)") }
        }
        #expect(taken > 5000)
    }
}
