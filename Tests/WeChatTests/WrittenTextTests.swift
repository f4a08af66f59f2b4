import Foundation
import JSON
import Testing

@testable import Analysis
@testable import Messages
@testable import Site
@testable import WeChat

/// Rules, replies and what operators' programs answer, with the marks and encodings that editors and shells give them.
@Suite("A text of an operator's")
struct WrittenTextTests {
    private static let replies = #"{"rules":[{"match":"exact","text":"帮助","reply":{"type":"text","content":"x"}}]}"#
    private static let reply = #"{"type":"text","content":"好"}"#
    private static let answer = #"{"tags":[{"key":"k","label":"标签","content":"内容"}]}"#

    /// The same text with a mark, with lines of Windows, and in UTF-16.
    private static func forms(_ text: String) -> [[UInt8]] {
        let lines = text.replacing(":[", with: ":\r\n[") + "\r\n"
        let utf16 = lines.data(using: .utf16LittleEndian) ?? Data()
        return [
            Array(text.utf8), [0xEF, 0xBB, 0xBF] + text.utf8, [0xEF, 0xBB, 0xBF] + lines.utf8, [0xFF, 0xFE] + utf16,
        ]
    }

    private static func gbk(_ text: String) -> [UInt8] {
        Array(text.data(using: String.Encoding(rawValue: 0x8000_0632)) ?? Data())
    }

    @Test("is a file of replies with a byte order mark")
    func replies() throws {
        let file = try ConfigurationFile(ConfigurationFile.required + "[messages]\nreplies_file = replies.json")
        for bytes in Self.forms(Self.replies) {
            try file.add("replies.json", bytes)
            #expect(try ReplyRules(file.read().messages).exact["帮助"] == .text("x"))
        }
        try file.add("replies.json", Self.gbk(Self.replies))
        let settings = try file.read().messages
        #expect(message { _ = try ReplyRules(settings) }.hasSuffix("read: line 1 looks like GBK, and must be UTF-8"))
    }

    @Test("is a file of rules with a byte order mark")
    func rules() throws {
        let shipped = FileManager.default.contents(atPath: Checkout.path("share/analysis/rules.json")).map {
            [UInt8]($0)
        }
        let text = String(decoding: try #require(shipped), as: UTF8.self)
        let directory = try TemporaryDirectory()
        let path = directory.path + "/rules.json"
        let count = try RuleEngine(file: Checkout.path("share/analysis/rules.json")).counts.rules
        for bytes in Self.forms(text) {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            #expect(try RuleEngine(file: path).counts.rules == count)
        }
        try Data(Self.gbk(text)).write(to: URL(fileURLWithPath: path))
        #expect(message { _ = try RuleEngine(file: path) }.contains("looks like GBK, and must be UTF-8"))
    }

    @Test("is what a message handler writes")
    func handler() throws {
        for bytes in Self.forms(Self.reply) { #expect(try HandlerCommand.reply(bytes) == .text("好")) }
        for bytes in [
            [], [0xEF, 0xBB, 0xBF], [0xEF, 0xBB, 0xBF, 0x0D, 0x0A], [0xFF, 0xFE, 0x0D, 0, 0x0A, 0], [0x20],
        ] as [[UInt8]] {
            #expect(try HandlerCommand.reply(bytes) == nil, "\(bytes)")
        }
        #expect(
            message { _ = try HandlerCommand.reply(Self.gbk(Self.reply)) }
                == "handler_command wrote text that looks like GBK, and must be UTF-8")
    }

    @Test("is what an external engine writes")
    func engine() throws {
        for bytes in Self.forms(Self.answer) {
            #expect(try Analysis(external: bytes).findings("tags").map(\.label) == ["标签"])
        }
        #expect(
            message { _ = try Analysis(external: Self.gbk(Self.answer)) }
                == "wrote text that looks like GBK, and must be UTF-8")
    }

    @Test("with a number where a text belongs is told so, and not that it is missing")
    func wrongTypes() {
        let text = """
            {"rules": [
              {"match": "exact", "text": 1, "reply": {"type": "text", "content": "b"}},
              {"match": "click", "key": ["V1"], "reply": {"type": "text", "content": "b"}},
              {"match": "prefix", "text": null, "reply": {"type": "text", "content": "b"}}
            ]}
            """
        #expect(
            ReplyRules.read(Array(text.utf8)).faults
                == ["rule 1: text must be a string", "rule 2: key must be a string", "rule 3: text is missing"])
    }
}
