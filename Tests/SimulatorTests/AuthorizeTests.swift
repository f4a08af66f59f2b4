import HTTP
import JSON
import Testing

@testable import wechat_simulator

@Suite("GET /connect/oauth2/authorize")
struct AuthorizeTests {
    private static let official = TestWeChat.official
    private static let back = TestWeChat.encodedCallback

    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    private func page(_ query: String, cookie: String? = nil) -> Response {
        weChat.send("GET", "/connect/oauth2/authorize", query: query, headers: cookie.map { ["Cookie": $0] } ?? [:])
    }

    @Test("The page has a form for everybody, one to refuse, and says who asks for what")
    func form() throws {
        let response = page(TestWeChat.authorizeQuery(state: "abc"))
        #expect(response.status == 200)
        #expect(response.header("Content-Type") == "text/html; charset=utf-8")
        #expect(response.header("Set-Cookie") == nil)
        let people = try weChat.get("/_simulator/people")["people"]?.elements ?? []
        for id in people.compactMap({ $0["id"]?.string }) {
            #expect(response.text.contains("<button id=\"allow-\(id)\">"))
            #expect(response.text.contains("name=\"person\" value=\"\(id)\""))
        }
        for text in [
            "<button id=\"refuse\">", "示例公众号", "昵称、头像", "谁在用这部手机", "<details", "lang=\"zh-CN\"", "#wechat_redirect",
            "action=\"/connect/oauth2/decision\"", "name=\"redirect_uri\" value=\"\(TestWeChat.callback)\"",
            "name=\"state\" value=\"abc\"", "name=\"scope\" value=\"snsapi_userinfo\"",
            "name=\"response_type\" value=\"code\"",
        ] { #expect(response.text.contains(text), "\(text)") }
    }

    @Test("Names are only text on the page")
    func escaping() {
        let page = page(TestWeChat.authorizeQuery()).text
        #expect(page.contains("&lt;script&gt;alert(&#39;昵称&#39;)&lt;/script&gt;"))
        #expect(!page.contains("<script>alert"))
    }

    @Test("The forms of the page, sent as they are, lead back with a code")
    func buttons() throws {
        let page = page(TestWeChat.authorizeQuery(state: "abc")).text
        let form = try #require(page.split(separator: "<form").first { $0.contains("id=\"allow-emoji\"") })
        let fields = form.matches(of: /name="([^"]*)" value="([^"]*)"/).map { "\($0.1)=\($0.2)" }
        let response = weChat.decide(fields.joined(separator: "&"), "")
        #expect(try #require(response.header("Location")).wholeMatch(of: back("abc")) != nil)
    }

    private func back(_ state: String) throws -> Regex<AnyRegexOutput> {
        try Regex("http://127\\.0\\.0\\.1:8080/back\\?code=[A-Za-z0-9]{32}&state=\(state)")
    }

    @Test("snsapi_base is silent when it is known who is logged in, and asks once when not")
    func base() throws {
        let query = TestWeChat.authorizeQuery("snsapi_base", state: "b")
        #expect(page(query).text.contains("allow-xiaoming"))
        #expect(page(query, cookie: "wechat_simulator_person=nobody").status == 200)
        let response = page(query, cookie: "a=b; wechat_simulator_person=nobody; wechat_simulator_person=emoji")
        #expect(response.status == 302)
        let location = try #require(response.header("Location"))
        #expect(try location.wholeMatch(of: back("b")) != nil)
        let answer = try weChat.exchange(String(location.dropFirst(TestWeChat.callback.count + 6).prefix(32)))
        #expect(answer["scope"] == "snsapi_base")
        #expect(answer["openid"]?.string == (try weChat.openID("emoji")))
    }

    @Test("snsapi_userinfo asks always; whoever is logged in comes first")
    func asksAlways() throws {
        let page = page(TestWeChat.authorizeQuery(), cookie: "wechat_simulator_person=loner")
        #expect(page.status == 200)
        let first = try #require(page.text.firstMatch(of: /id="allow-([a-z]*)"/)?.1)
        #expect(first == "loner")
    }

    static let wrong: [(String, Int64)] = [
        // Names: missing, in another order, in another case, unknown, repeated.
        ("", 10012),
        ("redirect_uri=\(back)&response_type=code&scope=snsapi_base&state=s", 10012),
        ("appid=\(official)&response_type=code&scope=snsapi_base&state=s", 10011),
        ("appid=\(official)&redirect_uri=\(back)&scope=snsapi_base&state=s", -1),
        ("appid=\(official)&redirect_uri=\(back)&response_type=code&state=s", 10010),
        ("appid=\(official)&redirect_uri=\(back)&response_type=code&state=s&scope=snsapi_base", -1),
        ("redirect_uri=\(back)&appid=\(official)&response_type=code&scope=snsapi_base&state=s", -1),
        ("forcePopup=true&appid=\(official)&redirect_uri=\(back)&response_type=code&scope=snsapi_base&state=s", -1),
        ("AppID=\(official)&redirect_uri=\(back)&response_type=code&scope=snsapi_base&state=s", 10012),
        (TestWeChat.authorizeQuery(more: "&x=1"), -1), (TestWeChat.authorizeQuery(more: "&forcepopup=true"), -1),
        (TestWeChat.authorizeQuery(more: "&state=s"), -1), (TestWeChat.authorizeQuery(more: "&"), -1),
        (TestWeChat.authorizeQuery(more: "&forcePopup=true&forcePopup=true"), -1),
        ("appid=\(official)&redirect_uri=\(back)&response_type=code&scope=snsapi_base&forcePopup=true&state=s", -1),
        // An address that is not encoded ends at its first `&`.
        ("appid=\(official)&redirect_uri=http://127.0.0.1/x?a=1&b=2&response_type=code&scope=snsapi_base&state=s", -1),
        // Values.
        ("appid=&redirect_uri=\(back)&response_type=code&scope=snsapi_base&state=s", 10012),
        ("appid=wx7&redirect_uri=\(back)&response_type=code&scope=snsapi_base&state=s", 40013),
        ("appid=\(TestWeChat.miniProgram)&redirect_uri=\(back)&response_type=code&scope=snsapi_base&state=s", 10016),
        ("appid=\(official)&redirect_uri=&response_type=code&scope=snsapi_base&state=s", 10011),
        ("appid=\(official)&redirect_uri=%2Fback&response_type=code&scope=snsapi_base&state=s", -1),
        ("appid=\(official)&redirect_uri=%GG&response_type=code&scope=snsapi_base&state=s", -1),
        ("appid=\(official)&redirect_uri=\(back)&response_type=token&scope=snsapi_base&state=s", -1),
        ("appid=\(official)&redirect_uri=\(back)&response_type=code&scope=&state=s", 10010),
        (TestWeChat.authorizeQuery("snsapi_login"), 10005),
        (TestWeChat.authorizeQuery("snsapi_userinfo,snsapi_base"), 10005),
        (TestWeChat.authorizeQuery(state: "%E4%B8%AD"), -1), (TestWeChat.authorizeQuery(state: "a%20b"), -1),
        (TestWeChat.authorizeQuery(state: "a%0Ab"), -1), (TestWeChat.authorizeQuery(state: "%3Cb%3E"), -1),
        (TestWeChat.authorizeQuery(state: String(repeating: "a", count: 129)), -1),
    ]

    @Test("What is asked in another way than WeChat's is refused with a page", arguments: wrong)
    func refused(query: String, code: Int64) throws {
        let response = page(query, cookie: "wechat_simulator_person=emoji")
        #expect(response.status == 200)
        #expect(response.header("Location") == nil)
        #expect(response.text.contains("id=\"error\"") && !response.text.contains("<form"))
        #expect(response.text.contains("错误码 <code>\(code)</code>") == (code > 0))
        #expect(try weChat.get("/_simulator/calls")["calls"]?.elements?.last?["errcode"] == .integer(code))
    }

    @Test(
        "What may vary may vary",
        arguments: [
            TestWeChat.authorizeQuery(state: ""), TestWeChat.authorizeQuery(state: String(repeating: "a", count: 128)),
            TestWeChat.authorizeQuery(more: "&forcePopup=true&forceSnapShot=true&connect_redirect=1"),
            TestWeChat.authorizeQuery(more: "&connect_redirect=1&forcePopup=false"),
            "appid=\(official)&redirect_uri=http://127.0.0.1/x&response_type=code&scope=snsapi_base&state=s",
            "appid=\(official)&redirect_uri=http://127.0.0.1/x&response_type=code&scope=snsapi_base",
            "appid=\(official)&redirect_uri=http://127.0.0.1/x&response_type=code&scope=snsapi_base&forcePopup=true",
        ])
    func accepted(query: String) {
        #expect(page(query).text.contains("allow-xiaoming"))
    }

    @Test(
        "A state comes back as it was, encoded where it must be",
        arguments: [
            ("a-b_c.d~", "a-b_c.d~"), ("http://127.0.0.1:8080/a?b=1", "http%3A%2F%2F127.0.0.1%3A8080%2Fa%3Fb%3D1"),
            ("http%3A%2F%2Fh%2F%3Fa%3D1%26b%23c", "http%3A%2F%2Fh%2F%3Fa%3D1%26b%23c"), ("%2525", "%2525"),
        ])
    func stateReturns(state: String, returned: String) {
        let query = TestWeChat.authorizeQuery("snsapi_base", state: state)
        let location = page(query, cookie: "wechat_simulator_person=emoji").header("Location") ?? ""
        #expect(location.hasSuffix("&state=\(returned)"), "\(location)")
    }

    @Test(
        "The domain is a whole host: neither a part nor a neighbour of it will do",
        arguments: [
            ("a.example", "http://a.example/", true), ("a.example", "https://a.example:8443/x?y=z", true),
            ("a.example", "http://www.a.example/", false), ("a.example", "http://example/", false),
            ("a.example", "http://a.example.evil.example/", false), ("a.example", "http://ba.example/", false),
            ("a.example", "http://127.0.0.1:8080/", false),
        ])
    func domain(domain: String, address: String, isRight: Bool) throws {
        try weChat.post(
            "/_simulator/account", ["appid": .string(TestWeChat.official), "redirect_domain": .string(domain)])
        let encoded = PercentEncoding.encode(address)
        let page = page(
            "appid=\(TestWeChat.official)&redirect_uri=\(encoded)&response_type=code&scope=snsapi_userinfo&state=s")
        #expect(page.text.contains("allow-xiaoming") == isRight)
        #expect(page.text.contains("错误码 <code>10003</code>") != isRight)
        #expect(isRight || page.text.contains("is \(domain). Sub-domains are not shared"))
    }

    @Test("Without a domain nothing is authorised, and what is no host can be none")
    func noDomain() throws {
        let official = JSONValue.string(TestWeChat.official)
        for domain in ["http://a.example", "a.example:80", "a.example/x", "", "A.example"] {
            let body: JSONValue = ["appid": official, "redirect_domain": .string(domain)]
            #expect(weChat.send("POST", "/_simulator/account", body: body.text).status == 400, "\(domain)")
        }
        #expect(page(TestWeChat.authorizeQuery()).text.contains("allow-xiaoming"))
        try weChat.post("/_simulator/account", ["appid": official, "redirect_domain": nil])
        #expect(page(TestWeChat.authorizeQuery()).text.contains("<code>10003</code>"))
    }

    @Test("An account that may not ask for snsapi_userinfo may ask for snsapi_base")
    func noScope() throws {
        try weChat.post("/_simulator/account", ["appid": .string(TestWeChat.official), "snsapi_userinfo": false])
        #expect(page(TestWeChat.authorizeQuery()).text.contains("<code>10005</code>"))
        #expect(page(TestWeChat.authorizeQuery("snsapi_base")).text.contains("allow-xiaoming"))
    }

    @Test("What the site sends is only text on error pages")
    func errorEscaping() {
        let evil = "%3Cscript%3Ealert(1)%3C%2Fscript%3E"
        for query in [
            "appid=\(evil)&redirect_uri=x&response_type=code&scope=x&state=s", TestWeChat.authorizeQuery(evil),
            TestWeChat.authorizeQuery(more: "&<script>=1"),
        ] { #expect(!page(query).text.contains("<script")) }
    }

    @Test("Calls are listed with their path, without faults")
    func listed() throws {
        try weChat.post("/_simulator/faults", ["path": "*", "fault": "html_500"])
        #expect(page(TestWeChat.authorizeQuery()).status == 200)
        let call = try weChat.get("/_simulator/calls")["calls"]?.elements?.first
        #expect(call?["path"] == "/connect/oauth2/authorize")
        #expect(call?["appid"]?.string == TestWeChat.official)
        #expect(call?["errcode"] == .null && call?["fault"] == .null)
        #expect(weChat.send("GET", "/connect/oauth2/decision").text.contains("takes POST"))
        #expect(weChat.send("GET", "/connect/nothing").status == 404)
    }
}
