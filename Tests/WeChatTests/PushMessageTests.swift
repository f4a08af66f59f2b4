import JSON
import Testing

@testable import Messages
@testable import WeChat

@Suite("A pushed message")
struct PushMessageTests {
    static let text = """
        <xml><ToUserName><![CDATA[toUser]]></ToUserName><FromUserName><![CDATA[fromUser]]></FromUserName>\
        <CreateTime>1348831860</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[this is a test]]></Content>\
        <MsgId>6265881059295447969</MsgId></xml>
        """

    static func parse(_ text: String) -> PushMessage? {
        PushMessage(reading: Array(text.utf8))
    }

    static func event(_ name: String, _ more: String = "", time: Int = 123_456_789, from: String = "FromUser") -> String
    {
        """
        <xml><ToUserName><![CDATA[toUser]]></ToUserName><FromUserName><![CDATA[\(from)]]></FromUserName>\
        <CreateTime>\(time)</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[\(name)]]></Event>\(more)</xml>
        """
    }

    @Test("is read from XML, its id exact beyond 2^53")
    func xml() throws {
        let push = try #require(Self.parse(Self.text))
        #expect(push.toUserName == "toUser" && push.fromUserName == "fromUser" && push.createTime == 1_348_831_860)
        #expect(push.msgType == "text" && push.event == nil && push.msgID == "6265881059295447969")
        #expect(push.kind == .text("this is a test") && push.typeName == "text" && push.format == .xml)
    }

    @Test("is read from JSON, its id exact beyond 2^53, as a number or as a text")
    func json() throws {
        for id in ["6265881059295447969", "\"6265881059295447969\""] {
            let text = """
                \u{FEFF} {"ToUserName":"gh_1","FromUserName":"o1","CreateTime":1714037059,"MsgType":"text","Content":"你好","MsgId":\(id)}
                """
            let push = try #require(Self.parse(text))
            #expect(push.msgID == "6265881059295447969" && push.kind == .text("你好") && push.createTime == 1_714_037_059)
            #expect(push.format == .json && MessageFormat(ofStored: push.content) == .json)
        }
    }

    @Test("is read from WeChat's worked example")
    func example() throws {
        let push = try #require(Self.parse(MessageCipherTests.pushed.message))
        #expect(push.event == "debug_demo" && push.msgID == nil && push.kind == .other)
        #expect(push["debug_str"] == "hello world" && push.typeName == "event/debug_demo")
    }

    @Test("keeps what is nested and what stands more than once")
    func nested() throws {
        let push = try #require(
            Self.parse(Self.event("X", "<A><item><B>1</B></item><item><B>2</B></item><C></C></A><D>1</D><D>2</D>")))
        #expect(push.content["A"]?["item"]?.elements?.map { $0["B"]?.string } == ["1", "2"])
        #expect(push.content["A"]?["C"]?.string == "" && push.content["D"]?.elements?.count == 2)
    }

    @Test(
        "means what its event says, in any case of letters",
        arguments: [
            (event("subscribe"), PushMessage.Kind.follow(scene: nil)),
            (event("subscribe", "<EventKey><![CDATA[]]></EventKey>"), .follow(scene: nil)),
            (event("subscribe", "<EventKey><![CDATA[qrscene_123123]]></EventKey>"), .follow(scene: "123123")),
            (
                event("subscribe", "<EventKey>last_trade_no_4008072001201701105817415015</EventKey>"),
                .follow(scene: nil)
            ),
            (event("unsubscribe"), .unfollow), (event("SCAN", "<EventKey>123123</EventKey>"), .scan(scene: "123123")),
            (event("scan", "<EventKey>a</EventKey>"), .scan(scene: "a")),
            (event("CLICK", "<EventKey>KEY</EventKey>"), .click(key: "KEY")),
            (event("VIEW", "<EventKey>www.qq.com</EventKey>"), .other), (event("never_heard_of"), .other),
        ])
    func kinds(text: String, kind: PushMessage.Kind) throws {
        #expect(try #require(Self.parse(text)).kind == kind)
    }

    @Test(
        "is none without what every push has",
        arguments: ["CreateTime", "MsgType"])
    func missing(name: String) {
        #expect(Self.parse(Self.text.replacing("<\(name)>", with: "<X>").replacing("</\(name)>", with: "</X>")) == nil)
        #expect(Self.parse(Self.text.replacing("1348831860", with: "now")) == nil)
        #expect(Self.parse(Self.text.replacing("1348831860", with: "-1")) == nil)
        #expect(Self.parse(Self.event("")) == nil)
        for text in [
            "", "{}", "[]", "<xml/>", "<a>" + Self.text + "</a>", #"{"MsgType":"a","MsgType":"b"}"#, "success",
        ] {
            #expect(Self.parse(text) == nil)
        }
    }

    @Test("is the same push only when its id is, or all that an event says")
    func keys() throws {
        func key(_ text: String) throws -> [UInt8] { try #require(Self.parse(text)).key() }
        let text = try key(Self.text)
        #expect(try key(Self.text.replacing("1348831860", with: "1348831861").replacing("a test", with: "x")) == text)
        #expect(try key(Self.text.replacing("6265881059295447969", with: "6265881059295447970")) != text)
        let event = try key(Self.event("CLICK", "<EventKey>a</EventKey>"))
        #expect(try key(Self.event("CLICK", "<EventKey>a</EventKey>")) == event)
        #expect(try key(Self.event("CLICK", "<EventKey>a</EventKey><Encrypt>x</Encrypt>")) == event)
        func card(_ code: String) -> String { Self.event("user_get_card", "<UserCardCode>\(code)</UserCardCode>") }
        #expect(try key(card("1")) == key(card("1")) && key(card("1")) != key(card("2")))
        let others = [
            Self.event("CLICK", "<EventKey>b</EventKey>"), Self.event("VIEW", "<EventKey>a</EventKey>"),
            Self.event("CLICK", "<EventKey>a</EventKey>", time: 123_456_790),
            Self.event("CLICK", "<EventKey>a</EventKey>", from: "another"),
        ]
        for other in others { #expect(try key(other) != event) }
        #expect(
            try key(Self.event("TEMPLATESENDJOBFINISH", "<MsgID>1</MsgID>"))
                != key(Self.event("TEMPLATESENDJOBFINISH", "<MsgID>2</MsgID>")))
    }

    @Test("is kept without the names that it should have", arguments: ["ToUserName", "FromUserName"])
    func nameless(name: String) throws {
        for text in [
            Self.text.replacing("<\(name)>", with: "<X>").replacing("</\(name)>", with: "</X>"),
            Self.text.replacing("toUser", with: "").replacing("fromUser", with: ""),
        ] {
            let push = try #require(Self.parse(text))
            #expect(name == "ToUserName" ? push.toUserName.isEmpty : push.fromUserName.isEmpty)
            #expect(push.kind == .text("this is a test"))
        }
    }

    @Test("is stored whole, but a long one cut to what all pushes have, so that it is a push still")
    func stored() throws {
        let push = try #require(Self.parse(Self.text))
        #expect(push.storedContent == push.content.text)
        let long = String(repeating: "长", count: 30_000)
        let more = String(repeating: "<A><B>c</B></A>", count: 90)
        let huge = try #require(
            Self.parse(Self.text.replacing("this is a test", with: long).replacing("<MsgId>", with: more + "<MsgId>")))
        #expect(huge["Content"] == long)
        let json = try JSONValue(parsing: Array(huge.storedContent.utf8))
        let kept = try #require(PushMessage(json, huge.format))
        #expect(huge.storedContent.utf8.count < 16_384 && json["Truncated"] == true && json["A"] == nil)
        #expect(kept.msgID == huge.msgID && kept.createTime == huge.createTime)
        #expect(kept["Content"].utf8.count <= 2051 && kept["Content"].hasPrefix("长长"))
    }
}
