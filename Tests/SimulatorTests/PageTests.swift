import HTTP
import JSON
import Testing

@testable import wechat_simulator

@Suite("Pages")
struct PageTests {
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    private func page(_ path: String) -> String { String(decoding: weChat.send("GET", path).body, as: UTF8.self) }

    @Test("The overview shows accounts, clock, calls and faults, and tokens only in part")
    func overview() throws {
        let token = try #require(try weChat.stableToken()["access_token"]?.string)
        _ = try weChat.token("wx1", "x")
        try weChat.post("/_simulator/faults", ["path": "/cgi-bin/token", "fault": "html_500", "times": -1])
        let page = page("/")
        for text in [
            "示例公众号", "网页授权域名 <code>127.0.0.1</code>", "小程序", "2027-01-15 08:00:00", "POST /cgi-bin/stable_token",
            "40013", "html_500",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(page.contains(token.prefix(10)) && !page.contains(token))
        #expect(weChat.send("GET", "/").header("Content-Type") == "text/html; charset=utf-8")
    }

    @Test(
        "What others sent is text, in every place where it is shown",
        arguments: [#"<script>alert("1")</script>"#, "'\"><b>"])
    func escaping(evil: String) throws {
        _ = weChat.send("GET", "/cgi-bin/" + evil)
        _ = try weChat.post("/cgi-bin/stable_token", ["appid": .string(evil)])
        try weChat.post(
            "/_simulator/account", ["appid": .string(evil), "name": .string(evil), "secret": .string(evil)])
        try weChat.post("/_simulator/account", ["appid": .string(evil), "allowed_ips": [.string(evil)]])
        try weChat.post("/_simulator/faults", ["path": .string("/" + evil), "fault": "empty"])
        let page = page("/")
        #expect(!page.contains(evil) && !page.contains("<script") && !page.contains("<b>"))
        #expect(page.contains("&gt;"))
    }

    @Test("Text is escaped for every place in HTML, and HTML goes in as it is")
    func interpolation() {
        let inner: HTML = "<b>\("&<>\"'é")</b>"
        let outer: HTML = "<i>\(inner)</i>\(7)"
        #expect(outer.text == "<i><b>&amp;&lt;&gt;&quot;&#39;é</b></i>7")
    }

    @Test("At most a hundred calls are shown, the latest, and all are counted")
    func manyCalls() throws {
        for number in 1...101 { _ = weChat.send("GET", "/cgi-bin/call-\(number).") }
        let page = page("/")
        #expect(page.contains("/cgi-bin/call-101.") && page.contains("/cgi-bin/call-2."))
        #expect(!page.contains("/cgi-bin/call-1."))
        #expect(page.contains("101 received"))
    }

    @Test(
        "Every button does what it says and leads back to the page",
        arguments: [
            ("clock", "advance=3600"), ("faults", "path=*&fault=system_error&times=-1"), ("faults/reset", ""),
            ("reset", ""),
            ("refresh", "appid=wx0000000000000001&kind=stable&type="), ("faults", "path=*&fault=slow&seconds=10"),
            ("refresh", "appid=wx0000000000000001&kind=ticket&type=wx_card"), ("calls/reset", ""),
            ("people", "id=stranger&follows=true"), ("password_changed", "person=xiaoming"),
            ("mini/login", "person=xiaoming"),
        ])
    func buttons(path: String, fields: String) throws {
        let response = weChat.send(
            "POST", "/_simulator/" + path, body: fields, headers: ["Content-Type": "application/x-www-form-urlencoded"])
        #expect(response.status == 302)
        #expect(response.header("Location") == "/")
    }

    @Test("JSON that curl calls a form is answered with JSON")
    func curl() throws {
        let form = ["Content-Type": "application/x-www-form-urlencoded"]
        let response = weChat.send("POST", "/_simulator/clock", body: #"{"advance":5}"#, headers: form)
        #expect(try JSONValue(parsing: response.body)["now"] == .integer(TestWeChat.start + 5))
    }

    @Test("The manual has every route")
    func manual() {
        let page = page("/_simulator")
        #expect(RouteTable.routes.allSatisfy { page.contains("<code>\($0.method.name) \($0.path)</code>") })
    }

    @Test("Looking at pages is no call of WeChat's, with any method")
    func pagesAreNoCalls() throws {
        for method in ["GET", "HEAD", "OPTIONS"] { _ = weChat.send(method, "/") }
        #expect(weChat.send("HEAD", "/").status == 200)
        #expect(weChat.send("OPTIONS", "/").status == 400)
        #expect(try weChat.get("/_simulator/calls")["count"] == 0)
    }
}
