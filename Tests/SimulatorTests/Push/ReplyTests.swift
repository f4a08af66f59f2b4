import HTTPClient
import JSON
import LoopbackServer
import Testing

@testable import wechat_simulator

@Suite("WeChat's look at a gateway's reply")
struct ReplyTests {
    private static let key = Gateway.defaultKey
    private static let now: Int64 = 1_800_000_000

    private func push(
        mode: Gateway.Mode = .plain, format: Gateway.Format = .xml, isMessage: Bool = true
    ) -> Push {
        Push(
            id: 1, at: Self.now, appid: "wx1", person: "p", openID: "openid", kind: "text", summary: "",
            isMessage: isMessage, url: "", mode: mode, format: format, body: "", copies: 1, damage: nil,
            state: .sending)
    }

    private func verdict(_ body: String, _ push: Push, status: Int = 200) throws -> Verdict {
        var gateway = try Gateway(appid: "wx1")
        (gateway.originalID, gateway.token) = ("gh_1", "AAAAA")
        let reply = HTTPClientReply(status: status, headers: [], body: Array(body.utf8))
        return ReplyCheck(push: push, gateway: gateway).verdict(reply)
    }

    private func verdict(_ body: String) throws -> Verdict { try verdict(body, push()) }

    /// A reply's XML with another member in it.
    private static func xml(
        _ kind: String, _ more: String, to: String = "openid", from: String = "gh_1", time: String = "\(now)"
    ) -> String {
        "<xml><ToUserName><![CDATA[\(to)]]></ToUserName><FromUserName><![CDATA[\(from)]]></FromUserName>"
            + "<CreateTime>\(time)</CreateTime><MsgType><![CDATA[\(kind)]]></MsgType>\(more)</xml>"
    }

    private static func news(_ count: Int, said: Int? = nil) -> String {
        let item = "<item><Title>t</Title><Description/><PicUrl/><Url/></item>"
        let items = String(repeating: item, count: count)
        return xml("news", "<ArticleCount>\(said ?? count)</ArticleCount><Articles>\(items)</Articles>")
    }

    @Test(
        "Good replies are accepted, and shown",
        arguments: [
            ("", nil), ("success", nil),
            (xml("text", "<Content>你好]]&gt;</Content>"), "你好]]>"),
            (
                xml("text", "<Content>\(String(repeating: "a", count: 2048))</Content>"),
                String(repeating: "a", count: 2048)
            ),
            (xml("image", "<Image><MediaId>m</MediaId></Image>"), "[图片] m"),
            (xml("voice", "<Voice><MediaId>m</MediaId></Voice>"), "[语音] m"),
            (xml("video", "<Video><MediaId>m</MediaId><Title>t</Title></Video>"), "[视频] t m"),
            (xml("music", "<Music><Title>t</Title><ThumbMediaId>m</ThumbMediaId></Music>"), "[音乐] t"),
            (news(1), "[图文] t"),
            (xml("transfer_customer_service", ""), nil),
            (xml("transfer_customer_service", "<TransInfo><KfAccount>a@b</KfAccount></TransInfo>"), nil),
            (xml("text", "<Content>a</Content>", time: "12345678"), "a"),
            (xml("text", "<Content>a</Content>", time: "\(now)000"), "a"),
            (xml("text", "<Content>a</Content>", time: "-9223372036854775809"), "a"),
            (xml("text", "<Content>a</Content>", time: "\(now).0"), "a"),
            (xml("text", "<Content>a</Content>", time: "soon"), "a"),
        ] as [(String, String?)])
    func good(body: String, shown: String?) throws {
        let verdict = try verdict(body)
        #expect(verdict.isAccepted && verdict.shown == shown, "\(verdict.text)")
    }

    @Test(
        "Bad replies are refused, and it is said why",
        arguments: [
            ("success\n", "neither empty nor success nor XML"), ("ok", "neither"), ("{}", "neither"),
            (#"{"ToUserName":"openid"}"#, "neither"), ("<xml>", "neither"),
            ("<!DOCTYPE xml><xml/>", "DOCTYPE"),
            ("<XML><ToUserName>openid</ToUserName></XML>", "root is <XML>"),
            ("<xml/>", "ToUserName is missing"),
            (xml("text", "<Content>a</Content>", to: "gh_1", from: "openid"), "ToUserName is gh_1, it must be openid"),
            (xml("text", "<Content>a</Content>", from: "gh_2"), "FromUserName is gh_2, it must be gh_1"),
            (xml("text", "<Content>a</Content>", time: ""), "CreateTime is missing"),
            (xml("", ""), "MsgType is missing"), (xml("hello", ""), "There is no MsgType hello"),
            (xml("event", ""), "There is no MsgType event"),
            (xml("text", ""), "Content is missing"), (xml("text", "<Content/>"), "Content is missing"),
            (xml("text", "<Content>\(String(repeating: "a", count: 2049))</Content>"), "Content has 2049 bytes"),
            (xml("image", "<MediaId>m</MediaId>"), "Image is missing"),
            (xml("image", "<Image/>"), "MediaId is missing in Image"),
            (xml("voice", ""), "Voice is missing"), (xml("video", "<Video/>"), "MediaId is missing in Video"),
            (xml("music", "<Music><Title>t</Title></Music>"), "ThumbMediaId is missing in Music"),
            (xml("news", ""), "Articles is missing"), (news(1, said: 2), "ArticleCount is 2, and there are 1"),
            (news(0), "There are 0 items"), (news(2), "a message is answered with one article"),
            (
                xml("news", "<ArticleCount>1</ArticleCount><Articles><item><Title>t</Title></item></Articles>"),
                "Description is missing"
            ),
            (xml("transfer_customer_service", "<TransInfo/>"), "KfAccount is missing in TransInfo"),
        ])
    func bad(body: String, reason: String) throws {
        let verdict = try verdict(body)
        #expect(!verdict.isAccepted && verdict.shown == nil && verdict.text.contains(reason), "\(verdict.text)")
    }

    @Test("Another status than 200 is no answer", arguments: [201, 204, 302, 403, 500])
    func status(status: Int) throws {
        #expect(try verdict("success", push(), status: status).text == "HTTP status \(status) instead of 200.")
    }

    @Test("An event may be answered with eight articles, and not with nine")
    func articles() throws {
        let event = push(isMessage: false)
        #expect(try verdict(Self.news(8), event).isAccepted)
        #expect(try verdict(Self.news(9), event).text.contains("at most 8"))
    }

    @Test("JSON is answered with JSON")
    func json() throws {
        let push = push(format: .json)
        let good =
            #"{"ToUserName":"openid","FromUserName":"gh_1","CreateTime":\#(Self.now),"MsgType":"text","Content":"a"}"#
        #expect(try verdict(good, push) == .accepted("Accepted: text.", shown: "a"))
        #expect(try verdict("success", push).isAccepted)
        #expect(try !verdict(Self.xml("text", "<Content>a</Content>"), push).isAccepted)
        #expect(try verdict(good.replacing("gh_1", with: "gh_2"), push).text.contains("FromUserName is gh_2"))
        #expect(try !verdict("[]", push).isAccepted)
    }

    /// An encrypted reply, its members as they should be unless a test says otherwise.
    private func sealed(
        _ message: String = xml("text", "<Content>a</Content>"), key: String = key, appid: String = "wx1",
        damage: Damage? = nil, token: String = "AAAAA", timestamp: String = "1", nonce: String = "n",
        leaving: String = ""
    ) throws -> String {
        let encrypted = try MessageCipher(encodingAESKey: key, appid: appid)
            .encrypt(Array(message.utf8), damage: damage)
        let signature = try MessageSignature.make([token, timestamp, nonce, encrypted])
        let members = [
            ("Encrypt", encrypted), ("MsgSignature", signature), ("TimeStamp", timestamp), ("Nonce", nonce),
        ]
        return "<xml>" + members.filter { $0.0 != leaving }.map { "<\($0)>\($1)</\($0)>" }.joined() + "</xml>"
    }

    @Test("An encrypted push wants an encrypted reply, or success; in the compatible mode either will do")
    func modes() throws {
        let plain = Self.xml("text", "<Content>a</Content>")
        let expected: [(Gateway.Mode, Bool, Bool)] = [
            (.plain, true, false), (.compatible, true, true), (.encrypted, false, true),
        ]
        for (mode, takesPlain, takesEncrypted) in expected {
            let push = push(mode: mode)
            #expect(try verdict(plain, push).isAccepted == takesPlain)
            #expect(try verdict(sealed(), push).isAccepted == takesEncrypted)
            #expect(try verdict("success", push).isAccepted)
            #expect(try verdict("", push).isAccepted)
        }
        #expect(
            try verdict(sealed(), push(mode: .encrypted)) == .accepted("Accepted, well encrypted: text.", shown: "a"))
    }

    @Test("What is wrong with an encrypted reply is said")
    func badlySealed() throws {
        let cases = [
            (try sealed(leaving: "MsgSignature"), "MsgSignature is missing"),
            (try sealed(leaving: "TimeStamp"), "TimeStamp is missing"),
            (try sealed(leaving: "Nonce"), "Nonce is missing"),
            (try sealed(timestamp: "now"), "TimeStamp"), (try sealed(leaving: "Encrypt"), "it has no Encrypt"),
            (try sealed(token: "BBBBB"), "MsgSignature is not that of"),
            (try sealed(appid: "wx2"), "another appid"), (try sealed(damage: .length), "it says it has"),
            (try sealed(key: String(repeating: "A", count: 43)), "padding"), (try sealed(damage: .padding), "padding"),
            (try sealed(damage: .truncate), "whole blocks"), (try sealed(damage: .base64), "Base64"),
            (try sealed("success"), "neither"), (try sealed(Self.xml("text", "")), "Content is missing"),
            (try sealed(Self.xml("text", "<Content>a</Content>", to: "x")), "ToUserName is x"),
        ]
        for (body, reason) in cases {
            let verdict = try verdict(body, push(mode: .encrypted))
            #expect(!verdict.isAccepted && verdict.text.contains(reason), "\(verdict.text)")
        }
    }

    @Test("JSON is answered with encrypted JSON")
    func sealedJSON() throws {
        let inner =
            #"{"ToUserName":"openid","FromUserName":"gh_1","CreateTime":\#(Self.now),"MsgType":"text","Content":"a"}"#
        let encrypted = try MessageCipher(encodingAESKey: Self.key, appid: "wx1").encrypt(Array(inner.utf8))
        let signature = try MessageSignature.make(["AAAAA", "7", "n", encrypted])
        let reply: JSONValue = [
            "Encrypt": .string(encrypted), "MsgSignature": .string(signature), "TimeStamp": 7, "Nonce": "n",
        ]
        #expect(try verdict(reply.text, push(mode: .encrypted, format: .json)).shown == "a")
    }
}
