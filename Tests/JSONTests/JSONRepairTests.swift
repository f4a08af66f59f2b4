import SplitMix
import Testing

@testable import JSON

@Suite("JSON that is nearly JSON")
struct JSONRepairTests {
    @Test(
        "is read as what it must mean",
        arguments: [
            (#"{"a":"\ud83d"}"#, #"{"a":"\u{FFFD}"}"#), (#"{"a":"\ude00x"}"#, #"{"a":"\u{FFFD}x"}"#),
            (#"{"a":"\ud83d\ude00"}"#, #"{"a":"😀"}"#), (#"{"a":"\ud83d\ud83d\ude00"}"#, #"{"a":"\u{FFFD}😀"}"#),
            (#"{"a":"\\ud83d"}"#, #"{"a":"\\ud83d"}"#), (#"{"\ud83d":1}"#, #"{"\u{FFFD}":1}"#),
            (#"[NaN,-Infinity,Infinity,1e999,-1e999]"#, "[null,null,null,null,null]"),
            ("[123456789012345678901234567890]", "[1.2345678901234568e+29]"), ("[-99999999999999999999]", "[-1e+20]"),
            (#"{"NaN":"NaN"}"#, #"{"NaN":"NaN"}"#), (#"{"a":1,"a":2}"#, #"{"a":2}"#),
            ("[1.5,9223372036854775807]", "[1.5,9223372036854775807]"),
        ])
    func lenient(text: String, expected: String) throws {
        let value = try JSONValue(leniently: Array(text.utf8))
        #expect(value.text == expected.replacing(#"\u{FFFD}"#, with: "\u{FFFD}"))
        #expect(try JSONValue(tolerantly: Array(text.utf8)).text == value.text)
    }

    @Test(
        "is refused where nobody can say what it means",
        arguments: [
            "{", #"{"a":nan}"#, "[01]", "[1.]", "[.5]", "[+1]", "[--1]", #"{"a":"\u12"}"#, #"{"a":"\ud8"}"#,
            #"{"a":"x"#, "[1e]", "[0x10]", "NaNN", "[1 2]",
            "{\"a\":\"\u{1}\"}", #"{"a":"\x"}"#, "[Infinityy]", "[tru]",
        ])
    func refused(text: String) { #expect(throws: JSONError.self) { try JSONValue(leniently: Array(text.utf8)) } }

    @Test("comes back as it was written, and JSON is left as it is", arguments: 0..<4)
    func random(seed: UInt64) throws {
        var random = SplitMix64(seed)
        var generator = SeededGenerator(seed)
        let pieces = [
            #"\ud83d"#, #"\ude00"#, "NaN", "1e999", "\"", "\\", "{", "}", "[", "]", ",", ":", "123456789012345678901",
            "-", "Infinity", "\u{1}", "é",
        ]
        for _ in 0..<25_000 {
            var bytes = generator.value(depth: 3).bytes
            #expect(JSONRepair.repaired(bytes, escapesControls: false) == bytes)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0...bytes.count, using: &random)
                bytes.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").utf8, at: place)
            }
            guard let value = try? JSONValue(leniently: bytes) else { continue }
            let written = value.bytes
            #expect(String(validating: written, as: UTF8.self) != nil)
            #expect(try JSONValue(parsing: written, limits: .own).bytes == written, "\(bytes)")
        }
    }
}
