import HTTP
import JSON
import LoopbackServer
import Testing
import XML

@testable import wechat_simulator

@Suite("What is pushed")
struct ContentTests {
    let weChat: TestWeChat
    let gateway: TestServer

    init() throws {
        weChat = try TestWeChat()
        gateway = try TestServer(answering: "success")
        try weChat.setGateway(gateway.url())
    }

    private func pushed(_ type: String, _ more: JSONValue = [:]) throws -> XMLElement {
        #expect(try weChat.push(type, more)["state"] == "accepted")
        return try #require(gateway.pushed.last).xml()
    }

    private static let head = ["ToUserName", "FromUserName", "CreateTime", "MsgType"]

    @Test(
        "Messages have the members of WeChat's examples, and a MsgId",
        arguments: [
            ("text", ["Content"]), ("image", ["PicUrl", "MediaId"]), ("voice", ["MediaId", "Format"]),
            ("video", ["MediaId", "ThumbMediaId"]), ("shortvideo", ["MediaId", "ThumbMediaId"]),
            ("location", ["Location_X", "Location_Y", "Scale", "Label"]), ("link", ["Title", "Description", "Url"]),
        ])
    func messages(type: String, members: [String]) throws {
        let root = try pushed(type)
        #expect(root.children.map(\.name) == Self.head + members + ["MsgId"])
        #expect(root["MsgType"]?.text == type)
        #expect(try #require(Int64(root["MsgId"]?.text ?? "")) > 1 << 53)
    }

    @Test(
        "Events have the members of WeChat's examples, and no MsgId",
        arguments: [
            ("subscribe", [:], ["EventKey"], ""),
            ("subscribe", ["scene": "123", "ticket": "T"], ["EventKey", "Ticket"], "qrscene_123"),
            ("unsubscribe", [:], [], nil), ("SCAN", ["scene": "9"], ["EventKey", "Ticket"], "9"),
            ("CLICK", ["event_key": "K"], ["EventKey"], "K"),
            ("VIEW", ["event_key": "http://a/", "menu_id": "7"], ["EventKey", "MenuId"], "http://a/"),
            ("LOCATION", [:], ["Latitude", "Longitude", "Precision"], nil),
            ("TEMPLATESENDJOBFINISH", [:], ["MsgID", "Status"], nil),
        ] as [(String, JSONValue, [String], String?)])
    func events(type: String, more: JSONValue, members: [String], key: String?) throws {
        let root = try pushed(type, more)
        #expect(root.children.map(\.name) == Self.head + ["Event"] + members)
        #expect(root["MsgType"]?.text == "event" && root["Event"]?.text == type && root["EventKey"]?.text == key)
        #expect(try #require(gateway.pushed.last).body.contains("<MsgType><![CDATA[event]]>"))
    }

    @Test("Numbers stand bare, texts in CDATA sections")
    func numbers() throws {
        _ = try pushed("location", ["x": .real(1.5), "label": "a"])
        let body = try #require(gateway.pushed.last).body
        #expect(body.contains("<Location_X>1.5</Location_X>") && body.contains("<Label><![CDATA[a]]></Label>"))
    }

    @Test("Every message has another MsgId, and one that is given is exact")
    func ids() throws {
        let ids = try (0..<5).map { _ in try pushed("text")["MsgId"]?.text ?? "" }
        #expect(Set(ids).count == 5)
        #expect(
            try pushed("text", ["msg_id": .integer(9_223_372_036_854_775_807)])["MsgId"]?.text == "9223372036854775807")
    }

    @Test("A file that is sent can be had from WeChat")
    func media() throws {
        let id = try #require(pushed("image")["MediaId"]?.text)
        let token = try #require(try weChat.token()["access_token"]?.string)
        let file = weChat.send("GET", "/cgi-bin/media/get", query: "access_token=\(token)&media_id=\(id)")
        #expect(file.header("Content-Type") == "image/jpeg" && file.body.count == 2000)
        #expect(try pushed("image", ["media_id": "mine"])["MediaId"]?.text == "mine")
    }

    @Test("A raw push is sent as it is, also when it is no XML")
    func raw() throws {
        #expect(try weChat.push("raw", ["body": "<xml><a>&"])["state"] == "accepted")
        #expect(gateway.pushed.last?.body == "<xml><a>&")
        #expect(try weChat.push("raw", ["body": "<xml><a>&", "mode": "encrypted"])["state"] == "accepted")
        let refused = try weChat.post(
            "/_simulator/push", ["person": "xiaoming", "type": "raw", "body": "a", "mode": "compatible"])
        #expect(refused["error"]?.string?.contains("</xml>") == true)
        #expect(gateway.requests.count == 2)
        #expect(try weChat.get("/_simulator/pushes")["count"] == 2)
    }

    @Test("Whoever subscribes follows, for user/info too; the time is that of the first")
    func subscription() throws {
        let token = try #require(try weChat.token()["access_token"]?.string)
        func info() throws -> JSONValue {
            try weChat.get("/cgi-bin/user/info", "access_token=\(token)&openid=\(weChat.openID("xiaoming"))")
        }
        #expect(try info()["subscribe"] == 1)
        try weChat.push("unsubscribe")
        #expect(try info()["subscribe"] == 0)
        try weChat.advance(100)
        try weChat.push("subscribe")
        try weChat.advance(100)
        try weChat.push("subscribe")
        try weChat.push("text")
        #expect(try info()["subscribe"] == 1)
        #expect(try info()["subscribe_time"] == .integer(TestWeChat.start + 100))
    }

    @Test("A gateway that is down does not keep anybody from following")
    func deafGateway() throws {
        try weChat.setGateway("http://127.0.0.1:1/")
        #expect(try weChat.push("unsubscribe")["shown"] == .null)
        let people = try weChat.get("/_simulator/people")["people"]?.elements
        #expect(people?.first { $0["id"] == "xiaoming" }?["follows"] == false)
    }

    @Test(
        "What makes no sense is refused, and nothing is sent",
        arguments: [
            ["type": "text"], ["person": "nobody", "type": "text"], ["person": "xiaoming"],
            ["person": "xiaoming", "type": "dance"], ["person": "xiaoming", "type": "raw"],
            ["person": "xiaoming", "type": "text", "parallel": 0],
            ["person": "xiaoming", "type": "text", "parallel": 65],
            ["person": "xiaoming", "type": "text", "mode": "secret"],
            ["person": "xiaoming", "type": "text", "format": "yaml"],
            ["person": "xiaoming", "type": "text", "damage": "hammer"],
            ["person": "xiaoming", "type": "text", "damage": "appid"],
            ["person": "xiaoming", "type": "text", "url": "ftp://a/"],
            ["person": "xiaoming", "type": "text", "url": "/wx"],
            ["person": "xiaoming", "type": "text", "appid": "wx9"],
        ] as [JSONValue])
    func misuse(input: JSONValue) throws {
        #expect(weChat.send("POST", "/_simulator/push", body: input.text).status == 400)
        #expect(gateway.requests.isEmpty)
        #expect(try weChat.get("/_simulator/pushes")["count"] == 0)
    }
}
