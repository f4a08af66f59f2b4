import HTTP
import JSON
import LoopbackServer
import Testing

@testable import wechat_simulator

@Suite("Gateways and the page with messages", .timeLimit(.minutes(1)))
struct GatewayTests {
    let gateway: TestServer
    let weChat: TestWeChat

    /// The gateway is the site beside the simulator.
    init() throws {
        gateway = try TestServer { request in
            let query = PushedRequest(request).query
            guard let echo = query["echostr"] else { return [.reply(body: "success"), .close] }
            let expected = try? MessageSignature.make(["simulator", query["timestamp"] ?? "", query["nonce"] ?? ""])
            let isGood = expected == query["signature"]
            return [.reply(isGood ? "200 OK" : "403 Forbidden", body: isGood ? echo : ""), .close]
        }
        weChat = try TestWeChat(site: gateway.url(""))
    }

    @Test("Without any setting, pushes go to the first gateway of the site beside")
    func site() throws {
        let known = try weChat.get("/_simulator/gateway")
        #expect(known["url"] == .string(gateway.url("/wx")) && known["token"] == "simulator")
        #expect(known["mode"] == "plain" && known["format"] == "xml")
        #expect(known["original_id"]?.string?.wholeMatch(of: /gh_[0-9a-f]{12}/) != nil)
        #expect(try weChat.push("text")["state"] == "accepted")
        #expect(try weChat.push("text", ["url": "/wx/service"])["state"] == "accepted")
        #expect(gateway.pushed.map { String($0.line.prefix { $0 != "?" }) } == ["POST /wx", "POST /wx/service"])
    }

    @Test("Without a site beside, there is no gateway until one is set")
    func noSite() throws {
        let alone = try TestWeChat()
        #expect(try alone.get("/_simulator/gateway")["url"] == .null)
        let answer = alone.send("POST", "/_simulator/push", body: #"{"person": "xiaoming", "type": "text"}"#)
        #expect(answer.status == 400)
        #expect(alone.send("GET", "/_simulator/messages").status == 200)
    }

    @Test("What is set stays, what is not given too, and each account has its own")
    func settings() throws {
        let answer = try weChat.post(
            "/_simulator/gateway",
            [
                "url": "http://127.0.0.1:9/a", "token": "t", "mode": "encrypted", "format": "json",
                "encoding_aes_key": .string(String(repeating: "A", count: 43)), "original_id": "gh_97417a04a28d",
                "timeout": 2, "mark_fail": false,
            ])
        #expect(try weChat.post("/_simulator/gateway") == answer)
        #expect(try weChat.get("/_simulator/gateway", "appid=\(TestWeChat.official)") == answer)
        #expect(
            answer["url"] == "http://127.0.0.1:9/a" && answer["mode"] == "encrypted" && answer["timeout"] == .real(2))
        #expect(answer["original_id"] == "gh_97417a04a28d" && answer["mark_fail"] == false)
        #expect(try weChat.get("/_simulator/gateway", "appid=\(TestWeChat.miniProgram)")["token"] == "simulator")
        #expect(try weChat.post("/_simulator/gateway", ["url": nil])["url"] == .string(gateway.url("/wx")))
    }

    @Test(
        "What makes no sense is refused",
        arguments: [
            ["encoding_aes_key": "short"], ["mode": "x"], ["format": "x"], ["timeout": 0], ["timeout": 31],
            ["url": "gopher://a"], ["url": "http://a/#b"], ["appid": "wx9"], ["mark_fail": 7],
        ] as [JSONValue])
    func misuse(input: JSONValue) throws {
        let before = try weChat.get("/_simulator/gateway")
        #expect(weChat.send("POST", "/_simulator/gateway", body: input.text).status == 400)
        #expect(try weChat.get("/_simulator/gateway") == before)
    }

    @Test("A gateway that returns the echo is accepted, and one that is asked with a wrong signature says no")
    func verification() throws {
        let good = try weChat.post("/_simulator/gateway/verify")
        #expect(good["accepted"] == true && good["status"] == 200)
        #expect(gateway.pushed.last?.line.hasPrefix("GET /wx?signature=") == true)
        #expect(good["answer"]?.string == gateway.pushed.last?.query["echostr"])
        let bad = try weChat.post("/_simulator/gateway/verify", ["damage": "signature"])
        #expect(bad["accepted"] == false && bad["verdict"] == "HTTP status 403 instead of 200.")
        for answer in ["", "success", "\"1\"", "1\n"] {
            let other = try TestServer(answering: answer)
            let verdict = try weChat.post("/_simulator/gateway/verify", ["url": .string(other.url())])
            #expect(verdict["accepted"] == false)
        }
    }

    private func page(_ query: String = "") -> String {
        String(decoding: weChat.send("GET", "/_simulator/messages", query: query).body, as: UTF8.self)
    }

    @Test("The page has the three gateways, shows the conversation with verdicts, and what came in as text")
    func conversation() throws {
        let evil = "<script>alert(1)</script>"
        try weChat.push("text", ["content": .string(evil)])
        try weChat.push("CLICK", ["event_key": .string("\"'" + evil)])
        let other = try TestServer(answering: evil)
        try weChat.push("text", ["url": .string(other.url())])
        try weChat.push("text", ["person": "emoji", "content": "secret"])
        let page = page()
        for path in Gateway.sitePaths { #expect(page.contains("<option value=\"\(gateway.url(path))\"")) }
        #expect(!page.contains(evil) && page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(page.contains("Accepted: success.") && page.contains(Verdict.apology) && page.contains("try 3"))
        #expect(!page.contains("secret"))
        #expect(self.page("person=emoji").contains("secret"))
        #expect(page.contains("&lt;![CDATA[event]]&gt;"))
    }

    @Test("The list has all pushes, those of one person, or one alone")
    func list() throws {
        let first = try weChat.push("text")
        try weChat.push("CLICK", ["person": "emoji"])
        let all = try weChat.get("/_simulator/pushes")
        #expect(all["count"] == 2 && all["pushes"]?.elements?.first == first)
        #expect(
            try weChat.get("/_simulator/pushes", "person=emoji")["pushes"]?.elements?.map { $0["type"] } == ["CLICK"])
        #expect(try weChat.get("/_simulator/pushes", "id=\(first["id"]?.integer ?? 0)") == first)
        #expect(weChat.send("GET", "/_simulator/pushes", query: "id=99").status == 400)
        try weChat.post("/_simulator/reset")
        #expect(try weChat.get("/_simulator/pushes")["count"] == 0)
    }
}
