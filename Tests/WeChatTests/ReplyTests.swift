import JSON
import Testing
import XML

@testable import Messages
@testable import WeChat

@Suite("A reply")
struct ReplyTests {
    /// What is written down, and the answer's content behind `MsgType`.
    static let forms: [(json: String, type: String, xml: String)] = [
        (#"{"type":"text","content":"你好"}"#, "text", "<Content><![CDATA[你好]]></Content>"),
        (#"{"type":"image","media_id":"M"}"#, "image", "<Image><MediaId><![CDATA[M]]></MediaId></Image>"),
        (#"{"type":"voice","media_id":"M"}"#, "voice", "<Voice><MediaId><![CDATA[M]]></MediaId></Voice>"),
        (
            #"{"type":"video","media_id":"M","title":"T"}"#, "video",
            "<Video><MediaId><![CDATA[M]]></MediaId><Title><![CDATA[T]]></Title><Description><![CDATA[]]></Description></Video>"
        ),
        (
            #"{"type":"music","title":"T","description":"D","music_url":"U","hq_music_url":"H","thumb_media_id":"M"}"#,
            "music",
            """
            <Music><Title><![CDATA[T]]></Title><Description><![CDATA[D]]></Description><MusicUrl><![CDATA[U]]></MusicUrl>\
            <HQMusicUrl><![CDATA[H]]></HQMusicUrl><ThumbMediaId><![CDATA[M]]></ThumbMediaId></Music>
            """
        ),
        (
            #"{"type":"news","articles":[{"title":"T","description":"D","pic_url":"P","url":"U"},{"title":"T2"}]}"#,
            "news",
            """
            <ArticleCount>2</ArticleCount><Articles><item><Title><![CDATA[T]]></Title><Description><![CDATA[D]]></Description>\
            <PicUrl><![CDATA[P]]></PicUrl><Url><![CDATA[U]]></Url></item><item><Title><![CDATA[T2]]></Title><Description>\
            <![CDATA[]]></Description><PicUrl><![CDATA[]]></PicUrl><Url><![CDATA[]]></Url></item></Articles>
            """
        ),
        (#"{"type":"transfer_customer_service"}"#, "transfer_customer_service", ""),
        (
            #"{"type":"transfer_customer_service","kf_account":"a@b"}"#, "transfer_customer_service",
            "<TransInfo><KfAccount><![CDATA[a@b]]></KfAccount></TransInfo>"
        ),
    ]

    @Test("of each type is read, and written as WeChat's samples have it", arguments: forms)
    func written(form: (json: String, type: String, xml: String)) throws {
        let push = try #require(PushMessageTests.parse(PushMessageTests.text))
        let body = try reply(form.json).body(to: push, time: 12_345_678)
        #expect(
            String(decoding: body, as: UTF8.self)
                == "<xml><ToUserName><![CDATA[fromUser]]></ToUserName><FromUserName><![CDATA[toUser]]></FromUserName>"
                + "<CreateTime>12345678</CreateTime><MsgType><![CDATA[\(form.type)]]></MsgType>\(form.xml)</xml>")
    }

    @Test("to a push in JSON is JSON, with the same members")
    func json() throws {
        let push = try #require(PushMessageTests.parse(MessageCipherTests.pushed.message))
        let body = try JSONValue(
            parsing: reply(#"{"type":"news","articles":[{"title":"T"}]}"#).body(to: push, time: 5))
        #expect(body["ToUserName"]?.string == "o9AgO5Kd5ggOC-bXrbNODIiE3bGY")
        #expect(body["FromUserName"]?.string == "gh_97417a04a28d" && body["CreateTime"]?.integer == 5)
        #expect(body["MsgType"]?.string == "news" && body["Articles"]?.elements?.first?["Title"]?.string == "T")
    }

    @Test("is stored in the form in which it is written down", arguments: forms.map(\.json))
    func stored(json: String) throws {
        let reply = try reply(json)
        #expect(reply.form.text == json)
        let stored = PushReply.reply(reply, time: 5)
        #expect(PushReply(stored: stored.stored) == stored && PushReply(sent: "x", form: stored.form) == stored)
    }

    @Test(
        "that an earlier version stored is the text that it sent",
        arguments: [
            "<xml><Content><![CDATA[a]]></Content></xml>", #"{"ToUserName":"a","CreateTime":5,"MsgType":"text"}"#,
            #"{"type":"text","content":"a"}"#, #"{"time":5,"reply":{"type":"html"}}"#, #"{"time":5,"reply":"#,
        ])
    func written(text: String) throws {
        let push = try #require(PushMessageTests.parse(PushMessageTests.text))
        for reply in [PushReply(stored: text), PushReply(sent: text, form: nil), PushReply(sent: text, form: text)] {
            #expect(reply == .written(text) && reply.text(to: push) == text && reply.stored == text)
        }
        #expect(PushReply(stored: "") == .success && PushReply(sent: "", form: nil) == .success)
    }

    @Test("carries texts as they are, ]]> among them", arguments: ["]]>", "<b>&amp;", "a]]>b]]>", "😀\n"])
    func texts(text: String) throws {
        let push = try #require(PushMessageTests.parse(PushMessageTests.text))
        let root = try XMLElement(parsing: Reply.text(text).body(to: push, time: 1))
        #expect(root["Content"]?.text == text)
    }

    @Test(
        "that is none says what is wrong with it",
        arguments: [
            ("[]", "is not an object"), ("{}", "type is missing"), (#"{"type":"html"}"#, "type is not a type of reply"),
            (#"{"type":7}"#, "type must be a string"), (#"{"type":"text"}"#, "content is missing"),
            (#"{"type":"text","content":""}"#, "content is missing"),
            (#"{"type":"text","content":["secret"]}"#, "content must be a string"),
            (#"{"type":"text","content":"a","media_id":"b"}"#, "unknown member media_id in a reply of type text"),
            (#"{"type":"image"}"#, "media_id is missing"), (#"{"type":"music"}"#, "thumb_media_id is missing"),
            (#"{"type":"news"}"#, "articles must be an array"),
            (#"{"type":"news","articles":[]}"#, "articles must be 1 to 8"),
            (#"{"type":"news","articles":[7]}"#, "an article is not an object"),
            (#"{"type":"news","articles":[{}]}"#, "title is missing"),
        ])
    func faults(text: String, fault: String) throws {
        let thrown = #expect(throws: Reply.Fault.self) { try reply(text) }
        #expect(thrown?.description == fault)
    }

    @Test("has at most 2048 bytes of text, and eight articles")
    func limits() throws {
        #expect(throws: Never.self) {
            try Reply(["type": "text", "content": .string(String(repeating: "中", count: 682))])
        }
        #expect(throws: Reply.Fault.self) {
            try Reply(["type": "text", "content": .string(String(repeating: "中", count: 683))])
        }
        let article: JSONValue = ["title": "T"]
        #expect(throws: Never.self) {
            try Reply(["type": "news", "articles": .array(Array(repeating: article, count: 8))])
        }
        #expect(throws: Reply.Fault.self) {
            try Reply(["type": "news", "articles": .array(Array(repeating: article, count: 9))])
        }
    }

    private func reply(_ text: String) throws -> Reply { try Reply(JSONValue(parsing: Array(text.utf8))) }
}
