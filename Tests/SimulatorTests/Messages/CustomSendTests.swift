import JSON
import LoopbackServer
import Testing

@testable import wechat_simulator

@Suite("POST /cgi-bin/message/custom/send")
struct CustomSendTests {
    let weChat: TestWeChat
    let token: String
    let gateway: TestServer

    init() throws {
        weChat = try TestWeChat()
        token = try weChat.officialToken()
        gateway = try TestServer(answering: "success")
        try weChat.setGateway(gateway.url())
    }

    private func send(_ kind: String, _ content: JSONValue, to person: String = "xiaoming") throws -> JSONValue {
        let body: JSONValue = .object([
            .init("touser", .string(try weChat.openID(person))), .init("msgtype", .string(kind)), .init(kind, content),
        ])
        return try weChat.call("/cgi-bin/message/custom/send", body, token: token)
    }

    private func code(to person: String = "xiaoming") throws -> Int64? {
        try send("text", ["content": "你好"], to: person)["errcode"]?.integer
    }

    private func upload(_ kind: String, _ appid: String = TestWeChat.official) throws -> JSONValue {
        let file = try weChat.post(
            "/_simulator/media", ["appid": .string(appid), "type": .string(kind), "size": 9])
        return try #require(file["media_id"])
    }

    @Test(
        "Whoever never did anything cannot be written to, who follows not can not either, and nobody knows the unknown")
    func who() throws {
        #expect(try code() == 45015)
        #expect(try code(to: "stranger") == 43004)
        for openID in ["", "oNobody", try weChat.openID("xiaoming", TestWeChat.miniProgram)] {
            let body: JSONValue = ["touser": .string(openID), "msgtype": "text", "text": ["content": "a"]]
            #expect(try weChat.call("/cgi-bin/message/custom/send", body, token: token)["errcode"] == 40003)
        }
        try weChat.push("unsubscribe")
        #expect(try code() == 43004)
    }

    @Test(
        "Each act allows so many messages for so long, and what is no act none",
        arguments: [
            ("text", 5, 48 * 3600), ("image", 5, 48 * 3600), ("location", 5, 48 * 3600), ("CLICK", 3, 60),
            ("subscribe", 3, 60), ("SCAN", 3, 60), ("VIEW", 0, 0), ("LOCATION", 0, 0), ("TEMPLATESENDJOBFINISH", 0, 0),
        ] as [(String, Int, Int64)])
    func allowance(act: String, count: Int, seconds: Int64) throws {
        try weChat.push(act)
        try weChat.advance(max(0, seconds - 1))
        let token = try weChat.officialToken()
        let body: JSONValue = [
            "touser": .string(try weChat.openID("xiaoming")), "msgtype": "text", "text": ["content": "a"],
        ]
        func code() throws -> Int64? {
            try weChat.call("/cgi-bin/message/custom/send", body, token: token)["errcode"]?.integer
        }
        for _ in 0..<count { #expect(try code() == 0) }
        #expect(try code() == (count > 0 ? 45047 : 45015))
        try weChat.advance(1)
        #expect(try code() == 45015)
    }

    @Test("A new act allows as many again, and one that is short of time is used up before one that is not")
    func acts() throws {
        try weChat.push("text")
        try weChat.push("CLICK")
        for _ in 0..<3 { #expect(try code() == 0) }
        try weChat.advance(60)
        for _ in 0..<5 { #expect(try code() == 0) }
        #expect(try code() == 45047)
        try weChat.push("text")
        #expect(try code() == 0)
        #expect(try code(to: "emoji") == 45015)
    }

    @Test("A push that was lost, and one that the gateway never got, are acts all the same")
    func lostPush() throws {
        try weChat.setGateway("http://127.0.0.1:1/")
        #expect(try weChat.push("text")["state"] == "lost")
        #expect(try code() == 0)
    }

    @Test("Every kind is shown in the chat and listed, with what it says")
    func kinds() throws {
        try weChat.push("text")
        try weChat.push("text", ["person": "emoji"])
        let (image, voice) = (try upload("image"), try upload("voice"))
        let (video, thumb) = (try upload("video"), try upload("thumb"))
        let messages: [(String, JSONValue, String)] = [
            ("text", ["content": "<b>你好</b> ]]> 😴"], "<b>你好</b> ]]> 😴"),
            ("image", ["media_id": image], "[图片] \(image.string ?? "")"),
            ("voice", ["media_id": voice], "[语音] \(voice.string ?? "")"),
            ("video", ["media_id": video, "thumb_media_id": thumb, "title": "T"], "[视频] T \(video.string ?? "")"),
            ("music", ["title": "M", "musicurl": "http://m/", "thumb_media_id": thumb], "[音乐] M http://m/"),
        ]
        let more: [(String, JSONValue, String)] = [
            ("news", ["articles": [["title": "N", "url": "http://n/"]]], "[图文] N"),
            (
                "msgmenu",
                [
                    "head_content": "满意吗", "list": [["id": "101", "content": "满意"], ["id": "102", "content": "不满意"]],
                    "tail_content": "再见",
                ], "满意吗\n· 满意\n· 不满意\n再见"
            ),
            (
                "miniprogrampage",
                [
                    "title": "P", "appid": .string(TestWeChat.miniProgram), "pagepath": "pages/a",
                    "thumb_media_id": image,
                ], "[小程序] P pages/a"
            ),
        ]
        for (kind, content, _) in messages { #expect(try send(kind, content)["errcode"] == 0, "\(kind)") }
        for (kind, content, _) in more { #expect(try send(kind, content, to: "emoji")["errcode"] == 0, "\(kind)") }
        let listed = try weChat.get("/_simulator/sent")["messages"]?.elements ?? []
        #expect(listed.map { $0["kind"]?.string } == (messages + more).map(\.0))
        #expect(listed.map { $0["shown"]?.string } == (messages + more).map(\.2))
        #expect(listed.allSatisfy { $0["channel"] == "custom" && $0["appid"]?.string == TestWeChat.official })
        #expect(try weChat.get("/_simulator/sent", "person=emoji")["count"] == 3)
        let page = weChat.send("GET", "/_simulator/messages", query: "person=xiaoming").text
        #expect(page.contains("&lt;b&gt;你好&lt;/b&gt; ]]&gt; 😴") && page.contains("[音乐] M") && !page.contains("[图文]"))
        try weChat.post("/_simulator/sent/reset")
        #expect(try weChat.get("/_simulator/sent")["count"] == 0)
    }

    static let bad: [(String, JSONValue, Int64)] = [
        ("hello", [:], 40008), ("", [:], 40008), ("link", ["title": "a"], 40008), ("text", "你好", 47001),
        ("text", [:], 44004), ("text", ["content": ""], 44004), ("text", ["content": 1], 44004),
        ("text", ["content": .string(String(repeating: "a", count: 2049))], 45002), ("image", [:], 40007),
        ("image", ["media_id": "x"], 40007), ("music", ["title": "M"], 40007), ("mpnews", ["media_id": "x"], 40007),
        ("mpnewsarticle", ["article_id": "x"], 53600), ("wxcard", ["card_id": "x"], 40073),
        ("news", ["articles": ["title": "修罗!"]], 45162), ("news", ["articles": []], 45008),
        ("news", ["articles": [["title": "1"], ["title": "2"]]], 45008), ("msgmenu", ["list": []], 47001),
        ("miniprogrampage", ["appid": "wx7"], 40166), ("miniprogrampage", ["appid": "wx0000000000000002"], 40165),
        ("miniprogrampage", ["appid": "wx0000000000000002", "pagepath": "p"], 40007),
    ]

    @Test("What is no message is refused and uses nothing up", arguments: bad)
    func refused(kind: String, content: JSONValue, code: Int64) throws {
        try weChat.push("CLICK")
        #expect(try send(kind, content)["errcode"] == .integer(code))
        for _ in 0..<3 { #expect(try self.code() == 0) }
    }

    @Test("A file must be the account's, of the right kind, and not too old")
    func files() throws {
        try weChat.push("text")
        let voice = try upload("voice")
        #expect(try send("image", ["media_id": voice])["errcode"] == 40007)
        let other = try upload("image", TestWeChat.miniProgram)
        #expect(try send("image", ["media_id": other])["errcode"] == 40007)
        let image = try upload("image")
        #expect(try send("image", ["media_id": image])["errcode"] == 0)
        try weChat.advance(3 * 86400)
        try weChat.push("text")
        let body: JSONValue = [
            "touser": .string(try weChat.openID("xiaoming")), "msgtype": "image", "image": ["media_id": image],
        ]
        let late = try weChat.call("/cgi-bin/message/custom/send", body, token: weChat.officialToken())
        #expect(late["errcode"] == 40007)
    }

    @Test("A mini program writes four kinds, to whoever wrote to it and follows nobody")
    func miniProgram() throws {
        try weChat.post(
            "/_simulator/gateway", ["appid": .string(TestWeChat.miniProgram), "url": .string(gateway.url())])
        let (token, openID) = (try weChat.miniToken(), try weChat.openID("stranger", TestWeChat.miniProgram))
        func code(_ kind: String, _ content: JSONValue) throws -> Int64? {
            let body = JSONValue.object([
                .init("touser", .string(openID)), .init("msgtype", .string(kind)), .init(kind, content),
            ])
            return try weChat.call("/cgi-bin/message/custom/send", body, token: token)["errcode"]?.integer
        }
        #expect(try code("text", ["content": "a"]) == 45015)
        try weChat.push("text", ["person": "stranger", "appid": .string(TestWeChat.miniProgram)])
        let image = try upload("image", TestWeChat.miniProgram)
        #expect(try code("voice", ["media_id": "x"]) == 40008)
        #expect(try code("text", ["content": "a"]) == 0)
        #expect(try code("image", ["media_id": image]) == 0)
        #expect(try code("link", ["title": "a", "url": "http://a/"]) == 0)
        #expect(
            try code("miniprogrampage", ["title": "a", "pagepath": "p", "thumb_media_id": image]) == 0)
    }
}
