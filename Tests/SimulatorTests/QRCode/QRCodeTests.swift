import HTTP
import JSON
import LoopbackServer
import Testing
import XML

@testable import wechat_simulator

@Suite("QR codes that carry a scene")
struct QRCodeTests {
    let weChat: TestWeChat
    let token: String

    init() throws {
        weChat = try TestWeChat()
        token = try weChat.officialToken()
    }

    private func create(_ body: JSONValue) throws -> JSONValue {
        try weChat.call("/cgi-bin/qrcode/create", body, token: token)
    }

    private static func body(_ action: String, _ scene: JSONValue, seconds: JSONValue? = nil) -> JSONValue {
        let limit: [JSONValue.Member] = seconds.map { [.init("expire_seconds", $0)] } ?? []
        return .object(
            limit + [.init("action_name", .string(action)), .init("action_info", ["scene": scene])])
    }

    private func picture(_ ticket: String) -> Response {
        weChat.send("GET", "/cgi-bin/showqrcode", query: "ticket=\(PercentEncoding.encode(ticket))")
    }

    @Test(
        "A temporary code says how long it lives, and lives that long",
        arguments: [(nil, 60), (604_800, 604_800), (2_592_000, 2_592_000), (1, 1)] as [(JSONValue?, Int64)])
    func temporary(seconds: JSONValue?, lifetime: Int64) throws {
        let answer = try create(Self.body("QR_SCENE", ["scene_id": 123], seconds: seconds))
        guard case .object(let members) = answer else { return #expect(Bool(false)) }
        #expect(members.map(\.name) == ["ticket", "expire_seconds", "url"])
        #expect(answer["expire_seconds"] == .integer(lifetime))
        #expect(answer["url"]?.string?.wholeMatch(of: /http:\/\/weixin\.qq\.com\/q\/02[A-Za-z0-9]{22}/) != nil)
        let ticket = try #require(answer["ticket"]?.string)
        #expect(ticket.wholeMatch(of: /gQ[A-Za-z0-9+\/]{92}==/) != nil)
        let code = try #require(
            try Store(file: weChat.directory + "/simulator.sqlite3", realTime: { 0 }).qrCode(ticket))
        #expect(!code.isExpired(TestWeChat.start + lifetime - 1) && code.isExpired(TestWeChat.start + lifetime))
    }

    @Test("A permanent code lives for ever, whatever it is asked")
    func permanent() throws {
        for (action, scene) in [
            ("QR_LIMIT_SCENE", ["scene_id": 100_000]), ("QR_LIMIT_STR_SCENE", ["scene_str": "店 1&2"]),
        ] as [(String, JSONValue)] {
            let answer = try create(Self.body(action, scene, seconds: 60))
            #expect(answer["expire_seconds"] == nil)
            try weChat.advance(7000)
            #expect(picture(answer["ticket"]?.string ?? "").status == 200)
        }
    }

    static let bad: [(JSONValue, Int64)] = [
        ([:], 40052), (body("QR_OTHER", ["scene_id": 1]), 40052), (body("QR_SCENE", [:]), 40053),
        (["action_name": "QR_SCENE"], 40053), (body("QR_SCENE", ["scene_id": 0]), 40053),
        (body("QR_SCENE", ["scene_id": -1]), 40053),
        (body("QR_SCENE", ["scene_id": 4_294_967_296]), 40053), (body("QR_LIMIT_SCENE", ["scene_id": 100_001]), 40053),
        (body("QR_SCENE", ["scene_str": "a"]), 40053), (body("QR_STR_SCENE", ["scene_id": 1]), 40053),
        (body("QR_STR_SCENE", ["scene_str": ""]), 40053),
        (body("QR_LIMIT_STR_SCENE", ["scene_str": .string(String(repeating: "a", count: 65))]), 40053),
        (body("QR_SCENE", ["scene_id": 1], seconds: 0), 40053),
        (body("QR_SCENE", ["scene_id": 1], seconds: 2_592_001), 40053),
        (body("QR_SCENE", ["scene_id": 1], seconds: "soon"), 40053),
    ]

    @Test("What a code cannot carry is refused", arguments: bad)
    func refused(body: JSONValue, code: Int64) throws {
        #expect(try create(body)["errcode"] == .integer(code))
    }

    @Test("The picture is a JPEG in which the code's address stands; without a ticket that there is, a 404")
    func pictures() throws {
        let answer = try create(Self.body("QR_SCENE", ["scene_id": 1]))
        let response = picture(answer["ticket"]?.string ?? "")
        #expect(response.header("Content-Type") == "image/jpg")
        #expect(try JPEGReader(response.body).symbol().text() == answer["url"]?.string)
        for ticket in ["", "gQx"] { #expect(picture(ticket).status == 404) }
        #expect(try weChat.get("/_simulator/calls", "path=/cgi-bin/showqrcode")["count"] == 3)
    }

    @Test("Who scans it follows by it, and who follows already comes into the chat")
    func scan() throws {
        let gateway = try TestServer(answering: "success")
        try weChat.setGateway(gateway.url())
        let answer = try create(Self.body("QR_STR_SCENE", ["scene_str": "桌 7"]))
        let input: JSONValue = ["person": "stranger", "ticket": answer["ticket"] ?? .null]
        for (event, key, follows) in [("subscribe", "qrscene_桌 7", true), ("SCAN", "桌 7", true)] {
            let push = try weChat.post("/_simulator/scan", input)
            #expect(push["state"] == "accepted" && push["type"]?.string == event, "\(push.text)")
            let xml = try #require(try gateway.pushed.last?.xml())
            #expect(xml["Event"]?.text == event && xml["EventKey"]?.text == key)
            #expect(xml["Ticket"]?.text == answer["ticket"]?.string)
            let openID = try weChat.openID("stranger")
            let info = try weChat.get("/cgi-bin/user/info", "access_token=\(token)&openid=\(openID)")
            #expect(info["subscribe"] == (follows ? 1 : 0))
        }
    }

    @Test("A code that has expired, and one that is none, nobody can scan")
    func noScan() throws {
        let gateway = try TestServer(answering: "success")
        try weChat.setGateway(gateway.url())
        let answer = try create(Self.body("QR_SCENE", ["scene_id": 1]))
        try weChat.advance(60)
        for (ticket, reason) in [
            (answer["ticket"] ?? .null, "已过期"), ("gQx", "no QR code"), (.null, "ticket is missing"),
        ] {
            let body: JSONValue = ["person": "stranger", "ticket": ticket]
            let response = weChat.send("POST", "/_simulator/scan", body: body.text)
            #expect(response.status == 400 && response.text.contains(reason))
        }
        #expect(gateway.pushed.isEmpty)
    }

    @Test("The page shows the latest, and buttons for those that can be scanned")
    func page() throws {
        let answer = try create(Self.body("QR_STR_SCENE", ["scene_str": "<7>"]))
        let ticket = try #require(answer["ticket"]?.string)
        func page() -> String { weChat.send("GET", "/_simulator/messages").text }
        #expect(page().contains("src=\"/_simulator/qrcode?ticket=\(PercentEncoding.encode(ticket))\""))
        #expect(page().contains("data-ticket=\"\(ticket)\">") && page().contains("<code>&lt;7&gt;</code>"))
        #expect(
            weChat.send("GET", "/_simulator/qrcode", query: "ticket=\(PercentEncoding.encode(ticket))").body
                == picture(ticket).body)
        try weChat.advance(60)
        #expect(page().contains("data-ticket=\"\(ticket)\" disabled>") && page().contains("已过期"))
    }
}
