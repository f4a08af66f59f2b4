import HTTP
import JSON
import LoopbackServer
import Synchronization
import Testing
import XML

@testable import wechat_simulator

@Suite("Delivery of pushes", .timeLimit(.minutes(1)))
struct DeliveryTests {
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    private func isSigned(_ request: PushedRequest) throws -> Bool {
        let query = request.query
        let signature = try MessageSignature.make(["AAAAA", query["timestamp"] ?? "", query["nonce"] ?? ""])
        return query["signature"] == signature
    }

    @Test("A plain push is WeChat's example to the letter, signed in the query")
    func plain() throws {
        let gateway = try TestServer(answering: "success")
        try weChat.setGateway(gateway.url("/wx"))
        let push = try weChat.push("text", ["content": "this is a test", "msg_id": "1234567890123456"])
        #expect(push["state"] == "accepted" && push["verdict"] == "Accepted: success." && push["shown"] == .null)
        let (account, openID) = try weChat.names()
        let request = try #require(gateway.pushed.first)
        #expect(gateway.requests.count == 1 && request.line.hasPrefix("POST /wx?signature="))
        #expect(request.head.contains("Content-Type: text/xml"))
        #expect(try isSigned(request))
        #expect(Set(request.query.keys) == ["signature", "timestamp", "nonce", "openid"])
        #expect(request.query["openid"] == openID && request.query["timestamp"] == "\(TestWeChat.start)")
        #expect(
            request.body
                == "<xml><ToUserName><![CDATA[\(account)]]></ToUserName><FromUserName><![CDATA[\(openID)]]></FromUserName>"
                + "<CreateTime>\(TestWeChat.start)</CreateTime><MsgType><![CDATA[text]]></MsgType>"
                + "<Content><![CDATA[this is a test]]></Content><MsgId>1234567890123456</MsgId></xml>")
    }

    @Test("A gateway's own query stays, and an empty answer is accepted")
    func query() throws {
        let gateway = try TestServer(answering: "")
        try weChat.setGateway(gateway.url("/a?b=c"))
        #expect(try weChat.push("text")["verdict"] == "Accepted: an empty answer.")
        #expect(gateway.pushed.first?.line.hasPrefix("POST /a?b=c&signature=") == true)
    }

    @Test("What would end a CDATA section, and what XML cannot hold, does no harm")
    func cdata() throws {
        let gateway = try TestServer(answering: "success")
        try weChat.setGateway(gateway.url())
        let text = "<b>&]]>]]]]>>\u{1F43C}\n\t"
        try weChat.push("text", ["content": .string(text + "\u{1}")])
        #expect(try gateway.pushed.first?.xml()["Content"]?.text == text)
    }

    @Test(
        "Encrypted, the message is inside; in the compatible mode it stands there plain as well",
        arguments: ["compatible", "encrypted"])
    func encrypted(mode: String) throws {
        let gateway = try TestServer(answering: "success")
        try weChat.setGateway(gateway.url(), ["mode": .string(mode)])
        let push = try weChat.push("text", ["content": "hi"])
        #expect(push["state"] == "accepted" && push["mode"] == .string(mode))
        let request = try #require(gateway.pushed.first)
        let root = try request.xml()
        let encrypted = try #require(root["Encrypt"]?.text)
        #expect(try isSigned(request) && request.query["encrypt_type"] == "aes")
        #expect(
            try request.query["msg_signature"]
                == MessageSignature.make([
                    "AAAAA", request.query["timestamp"] ?? "", request.query["nonce"] ?? "", encrypted,
                ]))
        let cipher = try MessageCipher(
            encodingAESKey: Gateway(appid: "").encodingAESKey, appid: TestWeChat.official)
        let message = String(decoding: try cipher.decrypt(encrypted), as: UTF8.self)
        #expect(message == push["body"]?.string && message.contains("<![CDATA[hi]]>"))
        #expect(root["ToUserName"]?.text == (try weChat.names().account))
        #expect(root["Content"]?.text == (mode == "compatible" ? "hi" : nil))
        #expect(mode == "compatible" || root.children.map(\.name) == ["ToUserName", "Encrypt"])
    }

    @Test("As JSON, numbers are numbers and exact", arguments: ["plain", "compatible", "encrypted"])
    func json(mode: String) throws {
        let gateway = try TestServer(answering: "success")
        try weChat.setGateway(gateway.url(), ["mode": .string(mode), "format": "json"])
        let push = try weChat.push("text", ["content": "\"中\"", "msg_id": .integer(6_265_881_059_295_447_969)])
        let body = try JSONValue(parsing: Array(gateway.pushed.first?.body.utf8 ?? "".utf8))
        #expect(push["state"] == "accepted")
        #expect(gateway.pushed.first?.head.contains("Content-Type: application/json") == true)
        #expect((body["Encrypt"] == nil) == (mode == "plain"))
        if mode != "encrypted" {
            #expect(body["MsgId"] == .integer(6_265_881_059_295_447_969) && body["Content"] == "\"中\"")
        }
    }

    @Test("Three tries, each signed anew and encrypted anew, of one message", arguments: ["plain", "encrypted"])
    func tries(mode: String) throws {
        let gateway = try TestServer(answering: "no", status: "500 Internal Server Error")
        try weChat.setGateway(gateway.url(), ["mode": .string(mode)])
        let push = try weChat.push("text")
        #expect(push["state"] == "lost" && push["shown"] == .string(Verdict.apology))
        let tries = try #require(push["tries"]?.elements)
        #expect(tries.map { $0["try"]?.integer } == [1, 2, 3])
        #expect(tries.map { $0["shown"]?.string } == [nil, nil, Verdict.apology])
        #expect(tries.allSatisfy { $0["status"] == 500 && $0["verdict"] == "HTTP status 500 instead of 200." })
        #expect(tries.allSatisfy { $0["answer"] == "no" })
        let pushed = gateway.pushed
        #expect(pushed.count == 3 && gateway.connections == 3)
        #expect(try pushed.allSatisfy(isSigned))
        #expect(Set(pushed.compactMap { $0.query["nonce"] }).count == 3)
        #expect(Set(pushed.compactMap { $0.query["signature"] }).count == 3)
        #expect(Set(pushed.map(\.body)).count == (mode == "plain" ? 1 : 3))
        #expect(pushed.map(\.body) == tries.map { $0["body"]?.string })
    }

    @Test("A try that succeeds is the last")
    func second() throws {
        let asked = Mutex(0)
        let gateway = try TestServer { _ in
            let count = asked.withLock { count in
                count += 1
                return count
            }
            return count == 2 ? [.reply(body: "success"), .close] : [.close]
        }
        try weChat.setGateway(gateway.url())
        let push = try weChat.push("text")
        #expect(push["state"] == "accepted" && push["shown"] == .null)
        #expect(push["tries"]?.elements?.map { $0["accepted"] } == [false, true])
    }

    @Test("A gateway that takes longer than the limit is left and asked again")
    func timeout() throws {
        let gateway = try TestServer { _ in [.hang, .close] }
        try weChat.setGateway(gateway.url(), ["timeout": .real(0.2)])
        let push = try weChat.push("CLICK")
        let tries = try #require(push["tries"]?.elements)
        #expect(push["state"] == "lost" && tries.count == 3 && gateway.requests(waitingFor: 3).count == 3)
        for attempt in tries {
            guard case .real(let seconds) = attempt["seconds"] else { throw TestFailure("no seconds") }
            #expect((0.19...3).contains(seconds))
            #expect(attempt["verdict"] == "No reply within 0.2 s." && attempt["status"] == .null)
        }
    }

    @Test("The limit is five seconds until another is set")
    func limit() throws {
        #expect(try weChat.get("/_simulator/gateway")["timeout"] == .real(5))
    }

    @Test("Where nobody listens, that is said three times")
    func refused() throws {
        try weChat.setGateway("http://127.0.0.1:1/")
        let push = try weChat.push("text")
        #expect(push["state"] == "lost" && push["tries"]?.elements?.count == 3)
        #expect(push["verdict"]?.string?.hasPrefix("No reply: unreachable") == true)
    }

    @Test("After three pushes that were lost, nothing is pushed for a minute of the clock; that can be switched off")
    func pause() throws {
        let gateway = try TestServer(answering: "", status: "502 Bad Gateway")
        try weChat.setGateway(gateway.url())
        for _ in 0..<3 { #expect(try weChat.push("text")["state"] == "lost") }
        let withheld = try weChat.push("text")
        #expect(withheld["state"] == "withheld" && withheld["tries"] == [] && gateway.requests.count == 9)
        try weChat.advance(59)
        #expect(try weChat.push("text")["state"] == "withheld")
        try weChat.advance(1)
        for _ in 0..<3 { #expect(try weChat.push("text")["state"] == "lost") }
        #expect(try weChat.push("text")["state"] == "withheld")
        try weChat.setGateway(gateway.url(), ["mark_fail": false])
        for _ in 0..<4 { #expect(try weChat.push("text")["state"] == "lost") }
    }

    @Test("A push that arrives ends the count of those that were lost")
    func recovery() throws {
        let gateway = try TestServer { $0.contains("good") ? [.reply(body: ""), .close] : [.close] }
        try weChat.setGateway(gateway.url())
        for content in ["bad", "bad", "good", "bad", "bad"] {
            let push = try weChat.push("text", ["content": .string(content)])
            #expect(push["state"] == (content == "good" ? "accepted" : "lost"))
        }
        #expect(try weChat.push("text", ["content": "good"])["state"] == "accepted")
    }

    @Test("The time of the signature is the simulator's clock, that of the message the call's")
    func clock() throws {
        let gateway = try TestServer(answering: "success")
        try weChat.setGateway(gateway.url())
        try weChat.advance(1000)
        try weChat.push("CLICK", ["create_time": 123_456_789])
        let request = try #require(gateway.pushed.first)
        #expect(request.query["timestamp"] == "\(TestWeChat.start + 1000)")
        #expect(try request.xml()["CreateTime"]?.text == "123456789")
    }

    @Test("The gateway may ask the simulator while it has a push in hand")
    func callback() throws {
        let weChat = weChat
        let (directory, openID) = (weChat.directory, try weChat.openID("xiaoming"))
        let token = try #require(try weChat.token()["access_token"]?.string)
        let gateway = try TestServer { _ in
            guard
                let simulator = try? Simulator(
                    file: directory + "/simulator.sqlite3", realTime: { TestWeChat.start })
            else { return [.close] }
            let response = simulator.answer(
                .test("GET", "/cgi-bin/user/info", query: "access_token=\(token)&openid=\(openID)")
            ).response
            let follows = String(decoding: response.body, as: UTF8.self).contains(#""subscribe":0"#)
            return [.reply(body: follows ? "success" : "no"), .close]
        }
        try weChat.setGateway(gateway.url())
        #expect(try weChat.push("unsubscribe")["state"] == "accepted")
    }
}
