import Glibc
import Testing
import XML

@Suite("Reading XML", .timeLimit(.minutes(10)))
struct ParsingTests {
    private func parse(_ text: String, limits: XMLLimits = XMLLimits()) throws -> XMLElement {
        try XMLElement(parsing: Array(text.utf8), limits: limits)
    }

    @Test("gives the elements of a message, texts joined from CDATA, references and plain characters")
    func message() throws {
        let root = try parse(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- from a test --><xml><ToUserName><![CDATA[toUser]]></ToUserName>
            <Content a="b">x<![CDATA[<1 & ]]]]><![CDATA[>]]>&lt;&amp;&#20013;文</Content>
            <MsgId>6265881059295447969</MsgId><EventKey></EventKey></xml>
            """)
        #expect(root.name == "xml")
        #expect(root.text == "")
        #expect(root.children.map(\.name) == ["ToUserName", "Content", "MsgId", "EventKey"])
        #expect(root["Content"]?.text == "x<1 & ]]><&中文")
        #expect(root["MsgId"]?.text == "6265881059295447969")
        #expect(root["EventKey"] == XMLElement("EventKey"))
        #expect(root["msgid"] == nil)
    }

    @Test("keeps nesting, order and repeated names; the first of them is what a name gives")
    func nesting() throws {
        let root = try parse("<xml><A><item><U>1</U></item><item><U>2</U></item></A><A>3</A></xml>")
        #expect(root["A"]?.children.map { $0["U"]?.text } == ["1", "2"])
        #expect(root.children[1].text == "3")
    }

    @Test("takes a byte order mark, and a declaration in either spelling of UTF-8")
    func utf8() throws {
        for head in ["\u{FEFF}", "<?xml version='1.0' encoding='utf-8'?>", "<?xml version='1.0' encoding='UTF8'?>"] {
            #expect(try parse(head + "<a>é</a>").text == "é")
        }
    }

    @Test(
        "refuses a DOCTYPE and what only it makes possible",
        arguments: [
            "<!DOCTYPE xml><xml/>", "<!DOCTYPE xml SYSTEM 'http://127.0.0.1:9/x.dtd'><xml/>",
            "<!DOCTYPE xml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><xml>&a;</xml>",
            "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><x>&b;</x>",
            "<xml>&a;</xml>", "<xml>&nbsp;</xml>",
        ])
    func entities(text: String) throws {
        #expect(throws: XMLError.self) { try parse(text) }
    }

    @Test("says that it is the DOCTYPE which is refused, and where")
    func doctype() throws {
        let error = #expect(throws: XMLError.self) { try parse("<?xml version='1.0'?>\n<!DOCTYPE xml []><xml/>") }
        #expect(error?.description == "line 2: a DOCTYPE is not allowed")
    }

    @Test(
        "refuses what is not one whole document",
        arguments: [
            "", " ", "xml", "<xml>", "<xml></XML>", "<xml/><xml/>", "<xml/>x", "<xml><![CDATA[a</xml>", "{\"a\":1}",
            "<xml>\u{1}</xml>", "<xml>&#0;</xml>", "<a b='1' b='2'/>",
        ])
    func malformed(text: String) throws {
        #expect(throws: XMLError.self) { try parse(text) }
    }

    @Test("refuses bytes that are not UTF-8, and other encodings whatever they are called")
    func encodings() throws {
        let gbk: [UInt8] = Array("<a>".utf8) + [0xD6, 0xD0] + Array("</a>".utf8)
        let utf16: [UInt8] =
            [0xFF, 0xFE]
            + Array("<a>x</a>".utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] })
        for bytes in [
            gbk, utf16, Array(utf16.dropFirst(2)), Array("<a>".utf8) + [0xED, 0xA0, 0x80] + Array("</a>".utf8),
        ] {
            #expect(throws: XMLError.self) { try XMLElement(parsing: bytes) }
        }
        for name in ["GBK", "ISO-8859-1", "UTF-16", "UTF-7"] {
            #expect(throws: XMLError.self) { try parse("<?xml version='1.0' encoding='\(name)'?><a>x</a>") }
        }
    }

    @Test("stops at its limits, each one exactly")
    func limits() throws {
        let limits = XMLLimits(bytes: 100, depth: 3, elements: 5)
        #expect(throws: Never.self) { try parse("<a><b><c/></b></a>", limits: limits) }
        #expect(throws: XMLError.self) { try parse("<a><b><c><d/></c></b></a>", limits: limits) }
        #expect(throws: Never.self) { try parse("<a><b/><b/><b/><b/></a>", limits: limits) }
        #expect(throws: XMLError.self) { try parse("<a><b/><b/><b/><b/><b/></a>", limits: limits) }
        #expect(throws: Never.self) { try parse("<a>" + String(repeating: "x", count: 93) + "</a>", limits: limits) }
        #expect(throws: XMLError.self) { try parse("<a>" + String(repeating: "x", count: 94) + "</a>", limits: limits) }
    }

    @Test("refuses a hundred thousand nested elements, and five megabytes, at once")
    func large() throws {
        let start = threadSeconds()
        let nested = String(repeating: "<a>", count: 100_000) + String(repeating: "</a>", count: 100_000)
        #expect(throws: XMLError.self) { try parse(nested) }
        #expect(throws: XMLError.self) { try parse("<a>" + String(repeating: "x", count: 5 << 20) + "</a>") }
        #expect(threadSeconds() - start < 1)
    }
}

/// What this thread has computed, in seconds: other tests run beside.
private func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
