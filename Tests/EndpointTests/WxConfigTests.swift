import FastCGI
import HTTP
import JSON
import Testing

@testable import EndpointRuntime
@testable import wx_config

@Suite("GET /wx/config")
struct WxConfigTests {
    @Test(
        "signs the page's address",
        arguments: [
            ("url=https%3A%2F%2Fexample.com%2F%3Fa%3D1", "https://example.com/?a=1"),
            ("url=https%3A%2F%2Fexample.com%2F%23%2Froute", "https://example.com/"),
            ("url=https%3A%2F%2Fexample.com%2F%E4%B8%AD%E6%96%87", "https://example.com/中文"),
            ("url=https%3A%2F%2Fexample.com%2F%25E4%25B8%25AD", "https://example.com/%E4%B8%AD"),
            ("url=HTTPS%3A%2F%2Fexample.com", "HTTPS://example.com"),
            ("_=1&url=http://a.example/", "http://a.example/"),
            // The document's own client sends the address as it is; its query splits.
            ("url=http://a.example/?x=1&y=2", "http://a.example/?x=1&y=2"),
            ("url=http://a.example/?x=1&y=2&_=1453364807", "http://a.example/?x=1&y=2"),
            ("url=http://a.example/?x=%E4%B8%AD+1&y=2", "http://a.example/?x=%E4%B8%AD+1&y=2"),
            ("url=http://a.example/?url=http://b.example", "http://a.example/?url=http://b.example"),
            ("url=http://h5.example.com/%E4%B8%AD&callback=cb", "http://h5.example.com/%E4%B8%AD"),
            ("url=http://h5.example.com/%E4%B8%AD", "http://h5.example.com/%E4%B8%AD"),
            ("url=http://a.example/a+b", "http://a.example/a+b"),
            ("url=HTTPS://a.example/%2f", "HTTPS://a.example/%2f"),
            ("url=http://a.example/?callback=x&a=1&callback=cb&_=1", "http://a.example/?callback=x&a=1"),
            ("url=http://a.example/?a=1&callback=x&callback=cb", "http://a.example/?a=1&callback=x"),
            ("callback=cb&url=http://a.example/?a=1&callback=x", "http://a.example/?a=1&callback=x"),
            ("url=http://a.example/?a=1&_=7&explain=1&callback=cb", "http://a.example/?a=1"),
            // lighttpd decodes some of what was encoded.
            ("url=http%3A%2F%2Fe.com%2Fa?b%3D1%26c%3D2&callback=x", "http://e.com/a?b=1&c=2"),
            ("url=http://a.example/p%3Fa%3D1", "http://a.example/p?a=1"),
            ("url=http%3A//a.example/p%3Fa%3D1", "http://a.example/p?a=1"),
            ("x=1&url=http://a.example/?a=1&b=%26", "http://a.example/?a=1&b=%26"),
        ])
    func signs(query: String, url: String) throws {
        var service = try EndpointSetting().service(WxConfig.self)
        let answer = service.answer(.make(query: query))
        let text = answer.bodyText
        let json = text.first == "{" ? text : String(text.drop { $0 != "(" }.dropFirst().dropLast())
        let data = try #require(try JSONValue(parsing: Array(json.utf8))["data"])
        let (nonce, timestamp) = (data["nonceStr"]?.string, data["timestamp"]?.string)
        #expect(data["signature"]?.string == (try expectedSignature(nonce: nonce, timestamp: timestamp, url: url)))
        #expect(nonce?.utf8.count == 15)
        #expect(timestamp?.utf8.count == 10)
        #expect(data["appId"]?.string == EndpointSetting.appID)
        #expect(answer.response.header("Access-Control-Allow-Origin") == "*")
        #expect(answer.response.header("Access-Control-Allow-Credentials") == nil)
        #expect(answer.response.header("Content-Type")?.hasSuffix("; charset=utf-8") == true)
        #expect(answer.log == nil)
    }

    @Test("keeps the order of the document's fields")
    func order() throws {
        var service = try EndpointSetting().service(WxConfig.self)
        let text = service.answer(.make(query: "url=http%3A%2F%2Fa")).bodyText
        #expect(
            text.hasPrefix(#"{"state":{"code":2000000,"msg":"ok"},"data":{"appId":"wx0000000000000001","timestamp":""#))
        #expect(text.contains(#"","nonceStr":""#))
    }

    @Test("never gives the same nonce twice")
    func nonces() throws {
        var service = try EndpointSetting().service(WxConfig.self)
        let nonces = try (0..<50).map { _ in
            try service.answer(.make(query: "url=http%3A%2F%2Fa")).json()["data"]?["nonceStr"]?.string
        }
        #expect(Set(nonces).count == 50)
    }

    @Test("refuses a bad address with the document's own error", arguments: BadValue.all)
    func refusesBadURLs(value: BadValue) throws {
        var service = try EndpointSetting().service(WxConfig.self)
        let answer = service.answer(.make(query: "url=\(value.raw)"))
        #expect(answer.response.status == 200)
        #expect(answer.bodyText == #"{"state":{"code":4000000,"msg":"Parameter Error"},"data":""}"#)
        #expect(answer.log?.contains("level=warning") == true)
    }

    @Test(
        "refuses what is no page's address",
        arguments: [
            "", "callback=f", "url=", "url=%20http%3A%2F%2Fa", "url=javascript%3Aalert(1)", "url=ftp%3A%2F%2Fa",
            "url=http%3A",
            "url=http%3A%2F%2F", "url=%2F%2Fa", "url=http%3A%2F%2Fa%0A", "url=http%3A%2F%2Fa&url=http%3A%2F%2Fb",
        ])
    func refuses(query: String) throws {
        var service = try EndpointSetting().service(WxConfig.self)
        #expect(service.answer(.make(query: query)).response.status == 200)
        #expect(service.answer(.make(query: query)).bodyText.contains(#""code":4000000"#))
    }

    @Test("refuses an address of 100 KB")
    func refusesLongAddresses() throws {
        var service = try EndpointSetting().service(WxConfig.self)
        let answer = service.answer(.make(query: "url=http://a/" + String(repeating: "x", count: 100_000)))
        #expect(answer.bodyText.contains(#""code":4000000"#))
    }

    @Test("answers JSONP, errors included", arguments: [("url=http%3A%2F%2Fa&", "2000000"), ("", "4000000")])
    func jsonp(url: String, code: String) throws {
        var service = try EndpointSetting().service(WxConfig.self)
        let answer = service.answer(.make(query: "\(url)callback=jQuery19_1.done[0]"))
        #expect(answer.bodyText.hasPrefix(#"jQuery19_1.done[0]({"state":{"code":\#(code),"#))
        #expect(answer.bodyText.hasSuffix("})"))
        #expect(answer.response.header("Content-Type") == "application/javascript; charset=utf-8")
        #expect(answer.response.header("X-Content-Type-Options") == "nosniff")
    }

    @Test(
        "never sends a callback back that could run",
        arguments: [
            "alert(1)//", "<script>", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "a;b", "a%20b", "a%0Ab", "a=1", "1a",
            "a[b]", "a[",
            "a%E2%80%A8b", "%zz", "a%00", String(repeating: "a", count: 129), "a-b", "a`b", "中文",
        ])
    func refusesCallbacks(callback: String) throws {
        var service = try EndpointSetting().service(WxConfig.self)
        let answer = service.answer(.make(query: "url=http%3A%2F%2Fa&callback=\(callback)"))
        #expect(answer.bodyText == #"{"state":{"code":4000000,"msg":"Parameter Error"},"data":""}"#)
        #expect(answer.response.header("Content-Type") == "application/json; charset=utf-8")
    }

    @Test("explains what was signed only when the configuration allows it", arguments: [true, false])
    func explains(isAllowed: Bool) throws {
        var service = try EndpointSetting(extra: "[jssdk]\nexplain = \(isAllowed)").service(WxConfig.self)
        let answer = service.answer(.make(query: "url=http%3A%2F%2Fa%2F%23b&explain=1"))
        let explanation = try answer.json()["data"]?["explain"]
        #expect((explanation != nil) == isAllowed)
        #expect(!answer.bodyText.contains(EndpointSetting.ticket))
        guard isAllowed else { return }
        #expect(explanation?["string"]?.string?.hasSuffix("&url=http://a/") == true)
        #expect(explanation?["string"]?.string?.hasPrefix("jsapi_ticket=••••&noncestr=") == true)
        #expect(explanation?["stripped"]?.string == "#b")
    }

    @Test(
        "signs only pages of the configured hosts when there are some",
        arguments: [
            ("https%3A%2F%2Fwww.example.com%2F", true), ("https%3A%2F%2Fa.b.example%2F", true),
            ("https%3A%2F%2Fb.example%2F", false), ("https%3A%2F%2Fevil-b.example%2F", false),
            ("https%3A%2F%2Fa.b.example%40evil.example%2F", false), ("https%3A%2F%2Fa.b.example.evil.example", false),
        ])
    func hosts(url: String, isSigned: Bool) throws {
        var service = try EndpointSetting(extra: "[jssdk]\nhosts = *.b.example").service(WxConfig.self)
        #expect(service.answer(.make(query: "url=\(url)")).bodyText.contains("signature") == isSigned)
    }

    @Test("says 5000000 when WeChat cannot be reached and no ticket is held")
    func unreachable() throws {
        var service = try EndpointSetting(hasTicket: false).service(WxConfig.self)
        let answer = service.answer(.make(query: "url=http%3A%2F%2Fa"))
        #expect(answer.response.status == 200)
        #expect(answer.bodyText == #"{"state":{"code":5000000,"msg":"Internal Error"},"data":""}"#)
        let log = try #require(answer.log)
        #expect(log.contains("level=error") && log.contains("cgi-bin/stable_token"))
        #expect(!log.contains("secret"))
    }

    @Test("says that the account is not configured when it is not")
    func notConfigured() throws {
        var service = try EndpointSetting(hasAccount: false).service(WxConfig.self)
        let answer = service.answer(.make(query: "url=http%3A%2F%2Fa"))
        #expect(answer.bodyText.contains(#""code":5000000"#) && answer.bodyText.contains("not configured"))
        #expect(answer.log?.contains("[official_account] app_id") == true)
    }
}
