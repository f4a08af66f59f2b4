import Testing
import XML

@Suite("Writing XML")
struct WritingTests {
    @Test("writes texts in CDATA and numbers bare, as WeChat's samples do")
    func sample() {
        var writer = XMLWriter()
        writer.element("xml") { writer in
            writer.text("ToUserName", "toUser")
            writer.number("CreateTime", 12_345_678)
            writer.element("Image") { $0.text("MediaId", "media_id") }
        }
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == "<xml><ToUserName><![CDATA[toUser]]></ToUserName><CreateTime>12345678</CreateTime>"
                + "<Image><MediaId><![CDATA[media_id]]></MediaId></Image></xml>")
    }

    @Test(
        "writes texts that read back as they were",
        arguments: ["", "你好 😀", "]]>", "a]]>b]]>]]>", "]]]]>>", "<a>&amp;", "]]", "]", ">", "line\nnext\ttab"])
    func texts(text: String) throws {
        var writer = XMLWriter()
        writer.element("xml") { $0.text("Content", text) }
        #expect(try XMLElement(parsing: writer.bytes)["Content"]?.text == text)
    }

    @Test("leaves out what XML cannot hold")
    func controls() throws {
        var writer = XMLWriter()
        writer.text("Content", "a\u{0}b\u{1F}c\u{FFFE}d")
        #expect(try XMLElement(parsing: writer.bytes).text == "abcd")
    }
}
