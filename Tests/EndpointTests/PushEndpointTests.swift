import FastCGI
import HTTP
import JSON
import Testing
import XML

@testable import EndpointRuntime
@testable import Messages
@testable import WeChat
@testable import wechat_mp_gateway
@testable import wx
@testable import wx_service

/// What WeChat gets for what it pushes, and what forgers get.
@Suite("A push to the gateways")
struct PushEndpointTests {
    static let rules = "follow_reply = 欢迎 ]]> 关注\n"

    private func answers(_ site: PushSite, _ request: Request) -> [Response] {
        var measurements = site.setting.service(Wx.self)
        var server = site.setting.service(WxService.self)
        var boilerplate = site.setting.service(WechatMpGateway.self)
        return [measurements.answer(request), server.answer(request), boilerplate.answer(request)].map(\.response)
    }

    @Test("POST /wx, /wx/service and …/wechat-mp/gateway keep a message once among them and answer success")
    func success() throws {
        let site = try PushSite()
        for answer in answers(site, try PushSite.plain(PushSite.text("你好"))) {
            #expect(answer.status == 200 && String(decoding: answer.body, as: UTF8.self) == "success")
        }
        let messages = try site.inbox()
        #expect(messages.count == 1)
        #expect(messages[0].type == "text" && messages[0].openid == "o1" && messages[0].state == .done)
        #expect(messages[0].push?.msgID == "6265881059295447969" && messages[0].push?["Content"] == "你好")
    }

    @Test("answers WeChat's worked example in clear text")
    func plainExample() throws {
        let site = try PushSite("keep_days = 36500\n")
        let body = """
            {"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714037059,"MsgType":"event",\
            "Event":"debug_demo","debug_str":"hello world"}
            """
        let query = "signature=899cf89e464efb63f54ddac96b0a0a235f53aa78&timestamp=1714037059&nonce=486452656"
        #expect(site.push(.make("POST", query: query, body: body)).text == "success")
        #expect(try site.inbox().first?.push?["debug_str"] == "hello world")
    }

    @Test("answers WeChat's worked example in secure mode")
    func secureExample() throws {
        let (appID, key) = ("wxba5fad812f8e6fb9", String(repeating: "A", count: 43))
        let setting = try EndpointSetting(
            extra: "[messages]\nkeep_days = 36500\n", more: "encoding_aes_key = \(key)\n", appID: appID)
        var service = setting.service(Wx.self)
        let encrypted = """
            +qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7v\
            JVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb\
            6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=
            """
        let query =
            "signature=6c5c811b55cc85e0e1b54100749188c20beb3f5d&timestamp=1714112445&nonce=415670741"
            + "&encrypt_type=aes&msg_signature=046e02f8204d34f8ba5fa3b1db94908f3df2e9b3"
        let body = #"{"ToUserName":"gh_97417a04a28d","Encrypt":"\#(encrypted)"}"#
        #expect(service.answer(.make("POST", query: query, body: body)).text == "success")
        let message = try InboxJob(setting.installation()).messages(nil, limit: 2)
        #expect(message.count == 1 && message[0].type == "event/debug_demo" && message[0].createdAt == 1_714_112_445)
    }

    @Test("answers a follow with the configured text, to the person, in clear text when the push was")
    func plainReply() throws {
        let answer = try PushSite(Self.rules).push(PushSite.event("subscribe"))
        #expect(answer.response.header("Content-Type") == "text/xml; charset=utf-8")
        let root = try XMLElement(parsing: answer.response.body)
        #expect(root["ToUserName"]?.text == "o1" && root["FromUserName"]?.text == "gh_1")
        #expect(root["MsgType"]?.text == "text" && root["Content"]?.text == "欢迎 ]]> 关注")
        #expect(root["CreateTime"].flatMap { Int64($0.text) } ?? 0 > 1_700_000_000)
    }

    @Test(
        "encrypts its answer as the push was, with the key that worked",
        arguments: [PushSite.key, PushSite.previousKey])
    func encryptedReply(key: String) throws {
        let site = try PushSite(Self.rules)
        let answer = site.push(try PushSite.encrypted(PushSite.event("subscribe"), key: key))
        let envelope = try XMLElement(parsing: answer.response.body)
        #expect(envelope.children.map(\.name) == ["Encrypt", "MsgSignature", "TimeStamp", "Nonce"])
        let encrypted = try #require(envelope["Encrypt"]?.text)
        #expect(
            try GatewaySignature.sign(
                token: PushSite.token, timestamp: envelope["TimeStamp"]?.text ?? "",
                nonce: envelope["Nonce"]?.text ?? "",
                encrypted: encrypted) == envelope["MsgSignature"]?.text)
        let cipher = MessageCipher(appID: EndpointSetting.appID, key: try #require(EncodingAESKey(Secret(key))))
        let reply = try XMLElement(parsing: try #require(try cipher.decrypt(encrypted)))
        #expect(reply["ToUserName"]?.text == "o1" && reply["Content"]?.text == "欢迎 ]]> 关注")
    }

    @Test("answers JSON with JSON")
    func json() throws {
        let push =
            #"{"ToUserName":"gh_1","FromUserName":"o1","CreateTime":\#(PushSite.now),"MsgType":"event","Event":"subscribe"}"#
        let answer = try PushSite(Self.rules).push(push)
        #expect(answer.response.header("Content-Type") == "application/json; charset=utf-8")
        #expect(try JSONValue(parsing: answer.response.body)["Content"]?.string == "欢迎 ]]> 关注")
    }

    @Test("takes compatible mode by its ciphertext, and by its clear text where no key is configured")
    func compatible() throws {
        let clear = PushSite.text("clear").split(separator: "</ToUserName>")[1].dropLast(6)
        let request = try PushSite.encrypted(PushSite.text("sealed"), extra: String(clear))
        let site = try PushSite()
        #expect(site.push(request).text == "success")
        #expect(try site.inbox().map { $0.push?["Content"] } == ["sealed"])
        let keyless = try PushSite(hasKey: false)
        #expect(keyless.push(request).text == "success")
        #expect(try keyless.inbox().map { $0.push?["Content"] } == ["clear"])
    }

    @Test(
        "takes the clear text of compatible mode where its ciphertext does not open, if clear texts are allowed; the log says why"
    )
    func compatibleWithOtherKey() throws {
        let clear = PushSite.text("clear").split(separator: "</ToUserName>")[1].dropLast(6)
        let other = String(PushSite.key.reversed())
        let requests = [
            try PushSite.encrypted(PushSite.text("sealed"), key: other, extra: String(clear)),
            try PushSite.encrypted(PushSite.text("sealed"), appID: "wx0000000000000009", extra: String(clear)),
            try PushSite.sealed("bm8gY2lwaGVydGV4dA==", extra: String(clear)),
        ]
        for request in requests {
            let open = try PushSite("encrypted_only = false")
            let taken = open.push(request)
            #expect(taken.text == "success" && taken.log?.contains("Encrypt opens with no encoding_aes_key") == true)
            #expect(try open.inbox().map { $0.push?["Content"] } == ["clear"])
            for rules in ["encrypted_only = auto", "encrypted_only = true"] {
                let strict = try PushSite(rules)
                let refused = strict.push(request)
                #expect(
                    refused.response.status == 403
                        && refused.log?.contains("Encrypt opens with no encoding_aes_key") == true)
                #expect(try strict.inbox().isEmpty)
            }
        }
        let sealed = try PushSite.encrypted(PushSite.text("sealed"), key: other)
        #expect(
            try PushSite("encrypted_only = false").push(sealed).response.status == 403, "nothing in clear text is there"
        )
    }

    @Test("gives the answer of the first delivery again, however it is signed and encrypted")
    func repeated() throws {
        let site = try PushSite(Self.rules)
        let first = try site.text(PushSite.event("subscribe"))
        try site.execute("UPDATE inbox SET reply_form = replace(reply_form, '欢迎', 'the first')")
        #expect(try site.push(PushSite.plain(PushSite.event("subscribe"), timestamp: "9", nonce: "8")).text != first)
        #expect(try site.text(PushSite.event("subscribe")).contains("the first"))
        let sealed = try XMLElement(
            parsing: site.push(try PushSite.encrypted(PushSite.event("subscribe"))).response.body)
        let cipher = MessageCipher(
            appID: EndpointSetting.appID, key: try #require(EncodingAESKey(Secret(PushSite.key))))
        let reply = try #require(try cipher.decrypt(sealed["Encrypt"]?.text ?? ""))
        #expect(String(decoding: reply, as: UTF8.self).contains("the first"))
        #expect(try site.inbox().count == 1)
    }

    @Test("stores unknown types and events and answers success")
    func unknown() throws {
        let site = try PushSite(Self.rules)
        let image = PushSite.text("").replacing("CDATA[text]", with: "CDATA[hologram]")
        for body in [image, PushSite.event("never_heard_of"), PushSite.event("unsubscribe")] {
            #expect(try site.text(body) == "success")
        }
        #expect(try site.inbox().map(\.type) == ["event/unsubscribe", "event/never_heard_of", "hologram"])
    }

    @Test(
        "in clear text is taken where there is no key, or the setting says so",
        arguments: [
            ("", true, false), ("auto", true, false), ("true", true, false), ("false", true, true),
            ("", false, true), ("auto", false, true), ("true", false, false), ("false", false, true),
        ])
    func encryptedOnly(setting: String, hasKey: Bool, isTaken: Bool) throws {
        let line = setting.isEmpty ? "" : "encrypted_only = \(setting)\n"
        let site = try PushSite(line, hasKey: hasKey, takesAll: false)
        let answer = try site.push(PushSite.text("a"))
        #expect(answer.response.status == (isTaken ? 200 : 403) && answer.text == (isTaken ? "success" : ""))
        #expect(try site.inbox().count == (isTaken ? 1 : 0))
        #expect(isTaken || answer.log?.contains("encrypted_only") == true)
        if hasKey { #expect(site.push(try PushSite.encrypted(PushSite.text("b", id: "2"))).text == "success") }
    }

    @Test("says in the log, not to WeChat, that a key is missing")
    func noKey() throws {
        let site = try PushSite(hasKey: false)
        let answer = site.push(try PushSite.encrypted(PushSite.text("a")))
        #expect(answer.response.status == 403 && answer.text.isEmpty)
        #expect(answer.log?.contains("[official_account] encoding_aes_key") == true)
        #expect(try site.inbox().isEmpty)
    }

    @Test("asks for another delivery when it could not be stored")
    func storageFails() throws {
        let site = try PushSite()
        try site.execute("ALTER TABLE inbox RENAME TO gone")
        #expect(try site.push(PushSite.text("a")).response.status == 500)
        try site.execute("ALTER TABLE gone RENAME TO inbox")
        #expect(try site.push(PushSite.text("a")).text == "success")
    }

    @Test("leaves nothing of a message in the log")
    func log() throws {
        let site = try PushSite("", handler: "exit 7")
        let answer = try site.push(PushSite.text("a-secret-word"))
        let line = try #require(answer.log)
        #expect(line.contains("handler_command failed") && line.contains("level=error"))
        #expect(!line.contains("a-secret-word") && !line.contains("o1"))
    }
}
