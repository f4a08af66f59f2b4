import SplitMix
import Testing

@testable import XML

@Suite("XML with what people typed", .timeLimit(.minutes(10)))
struct RepairTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let body: [UInt8]
        let text: String
        var testDescription: String { String(decoding: body, as: UTF8.self).debugDescription }

        init(_ body: String, _ text: String) { self.init(bytes: Array(body.utf8), text) }
        init(bytes: [UInt8], _ text: String) { (body, self.text) = (bytes, text) }
    }

    static let cases: [Case] = [
        Case("<![CDATA[ok \u{1D}c]]>", "ok c"), Case("<![CDATA[\u{0}\u{8}a\u{1F}\u{FFFE}\u{FFFF}]]>", "a"),
        Case("a\u{14}b", "ab"), Case("<![CDATA[\u{7F}\u{85}\t\n]]>\u{1}", "\u{7F}\u{85}\t\n"),
        Case("bell&#8;", "bell"), Case("bell&#x1F;&#0;&#xFFFF;!", "bell!"), Case("a&#8;b&#20013;&lt;", "ab中<"),
        Case("<![CDATA[&#8;&nbsp;\u{2}]]>", "&#8;&nbsp;"),
        Case("&#xD83D;&#xDE00;", "😀"), Case("&#55357;&#56832;x", "😀x"), Case("&#xD83D;x", "\u{FFFD}x"),
        Case("&#xDE00;&#xD83D;", "\u{FFFD}\u{FFFD}"), Case("&#xD83D;&#65;", "\u{FFFD}A"),
        Case("&#x110000;", "\u{FFFD}"),
        Case(bytes: Array("<![CDATA[a".utf8) + [0xE4, 0xB8] + Array("b]]>".utf8), "a\u{FFFD}b"),
        Case(bytes: Array("a".utf8) + [0xFF, 0xC0, 0x80], "a\u{FFFD}\u{FFFD}\u{FFFD}"),
        Case(bytes: [0xED, 0xA0, 0xBD], "\u{FFFD}\u{FFFD}\u{FFFD}"),
        Case("Tom & Jerry", "Tom & Jerry"), Case("a&b;c&;&#;&#x;&#-8;&#8", "a&b;c&;&#;&#x;&#-8;&#8"),
        Case("1 < 2 <3 <", "1 < 2 <3 <"), Case("<![CDATA[a]]>b]]>", "a]]>b"), Case("<![CDATA[]]>]]>", "]]>"),
        Case("<![CDATA[a]]></b>]]>", "a]]></b>"), Case("<![CDATA[x\u{1}]]]]><![CDATA[>]]>", "x]]>"),
        Case("<![CDATA[a]]> <![CDATA[b\u{1}]]>\n", "a b\n"),
    ]

    @Test("is read without what XML cannot hold", arguments: cases)
    func read(sample: Case) throws {
        let bytes = Array("<xml><Content>".utf8) + sample.body + Array("</Content><Id>7</Id></xml>".utf8)
        #expect(throws: XMLError.self) { try XMLElement(parsing: bytes) }
        let root = try XMLElement(tolerantly: bytes)
        #expect(root["Content"]?.text == sample.text)
        #expect(root["Id"]?.text == "7")
    }

    @Test("is no excuse for what is no document, a DOCTYPE, another encoding or too much of it")
    func refused() throws {
        for text in [
            "", "a", "<xml>", "<xml><a></xml>", "</xml>", "<xml/><xml/>", "<xml><![CDATA[a</xml>",
            "<xml a='1' a='2'\u{1}/>",
            "<!DOCTYPE xml><xml>\u{1}</xml>", "<?xml version='1.0' encoding='GBK'?><xml>\u{1}</xml>", "\u{1}", "<", "&",
            "<![CDATA[",
            "<![CDATA[]]>",
        ] {
            #expect(throws: XMLError.self, "\(text.debugDescription)") { try XMLElement(tolerantly: Array(text.utf8)) }
        }
        let nested = String(repeating: "<a>", count: 40) + "\u{1}" + String(repeating: "</a>", count: 40)
        #expect(throws: XMLError.self) { try XMLElement(tolerantly: Array(nested.utf8)) }
        let bytes = Array("<xml>\u{1}</xml>".utf8)
        #expect(throws: XMLError.self) { try XMLElement(tolerantly: bytes, limits: XMLLimits(bytes: bytes.count - 1)) }
    }

    @Test("takes time by its length, whatever it opens and does not close")
    func linear() throws {
        let text =
            "<xml>" + String(repeating: "<![CDATA[]]>x", count: 10_000) + String(repeating: "&#xD83D;<", count: 5000)
        let repaired = XMLRepair.repaired(Array(text.utf8))
        #expect(repaired.count < 5 * text.utf8.count)
    }

    @Test("crashes nothing, whatever it is, and what is accepted can be written and read again")
    func property() throws {
        let pieces =
            [
                "<xml>", "</xml>", "<Content>", "</Content>", "<![CDATA[", "]]>", "]]", "&#", "8;", "xD83D;", "&amp;",
                "&", "<", ">", "\u{1}",
                "中", "😀", "a", " ", "\u{FFFE}", "<!--", "-->", "<?a", "?>", "=\"", "\"",
            ].map { Array($0.utf8) } + [[0xFF], [0xE4, 0xB8], [0xF0, 0x9F]]
        var generator = SplitMix64(13)
        var accepted = 0
        for round in 0..<100_000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                let place = Int.random(in: 0...bytes.count, using: &generator)
                bytes.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: place)
                if Bool.random(using: &generator) { bytes.append(UInt8.random(in: 0...255, using: &generator)) }
            }
            if round % 2 == 0 { bytes = Array("<xml><Content>".utf8) + bytes + Array("</Content></xml>".utf8) }
            guard let root = try? XMLElement(tolerantly: bytes), let text = root["Content"]?.text else { continue }
            accepted += 1
            var writer = XMLWriter()
            writer.element("xml") { $0.text("Content", text) }
            #expect(try XMLElement(parsing: writer.bytes)["Content"]?.text == text)
        }
        #expect(accepted > 10_000, "\(accepted)")
    }
}
