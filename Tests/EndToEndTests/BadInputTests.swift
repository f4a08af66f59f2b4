import HTTPClient
import JSON
import Testing

@Suite("Bad input through nginx")
struct BadInputTests {
    static let values = [
        "", "%zz", "%", "%2", "a%00b", "%FF%FE", "%C0%80", "%ED%A0%80", "%0d%0aX:y", "<script>", "'", "%7F", "a=b",
        "http%3A%2F%2Fa%00", "http%3A%2F%2Fa%0A", "http%3A%2F%2F%FF", "javascript:alert(1)", "../../etc/passwd", "{}",
        "[]", "-1",
    ]

    @Test("at every parameter of every endpoint gets the API's own error, never a 5xx")
    func everyParameter() throws {
        let site = try Site(workers: 1)
        #expect(try site.get("/wx/config?url=http%3A%2F%2Fa").status == 200)
        let parameters = ["url", "callback", "explain", "signature", "timestamp", "nonce", "echostr"]
        let paths = ["/wx/config", "/wx/service", "/wx", "/boilerplate/api/v1/wechat-mp/gateway"]
        for path in paths {
            for name in parameters {
                for value in Self.values {
                    for query in [
                        "\(name)=\(value)", "\(name)=\(value)&\(name)=\(value)", "url=http%3A%2F%2Fa&\(name)=\(value)",
                    ] {
                        let reply = try site.get("\(path)?\(query)".replacing(" ", with: "%20"))
                        #expect(reply.status < 500, "\(path)?\(query)")
                        #expect(reply.header("X-y") == nil && reply.header("X") == nil, "\(path)?\(query)")
                    }
                }
            }
        }
    }

    @Test("in a body gets the API's own error, never a 5xx")
    func bodies() throws {
        let site = try Site(workers: 1)
        let bodies = [
            "", "{", "}", "null", "[]", "{}", "\u{0}", "{\"url\":", #"{"url":1}"#, #"{"url":"\ud800"}"#, "url=%zz",
            "url",
            "<xml/>", String(repeating: "{\"a\":", count: 50_000), String(repeating: "a", count: 1 << 20),
        ]
        for (index, body) in bodies.enumerated() {
            for type in [
                "application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "",
                "nonsense",
            ] {
                let one = try site.request(
                    "POST", "/wx/api/jssdk/config", headers: [("Content-Type", type)], body: body)
                #expect(one.status == 200 && one.text.contains(#""ok":false"#), "body \(index) as \(type)")
                let two = try site.request(
                    "POST", "/2020/wechat/offiaccount/jssdk", headers: [("Content-Type", type)], body: body)
                let status = body.utf8.count > 32 << 10 ? 413 : 400
                #expect(two.status == status && two.text.contains(#""status":\#(status)"#), "body \(index) as \(type)")
            }
        }
    }

    @Test("that nginx refuses itself is refused in JSON: bodies over 1 MiB, addresses of 100 KB")
    func nginxLimits() throws {
        let site = try Site(workers: 1)
        let large = try site.request("POST", "/wx/api/jssdk/config", body: String(repeating: "a", count: (1 << 20) + 1))
        #expect(large.status == 413)
        #expect(try large.json()["error"]?["code"] == 413)
        let long = try site.get("/wx/config?url=" + String(repeating: "a", count: 100_000))
        #expect(long.status == 414)
        #expect(try long.json()["error"]?["code"] == 414)
    }

    @Test("in a header changes nothing: no proxy, no injected variable")
    func headers() throws {
        let site = try Site(workers: 1)
        let headers = [
            ("Proxy", "http://127.0.0.1:1"), ("Origin", "https://evil.example"), ("Cookie", "sid=\"; a=b;;=;"),
            ("X-Request-Id", "mine"), ("Host", "evil.example"),
        ]
        let reply = try site.get("/wx/config?url=http%3A%2F%2Fa", headers: headers)
        #expect(reply.text.contains("2000000"))
        #expect(reply.header("X-Request-Id") != "mine")
        #expect(reply.header("Access-Control-Allow-Credentials") == nil)
    }

    @Test("as a method is 405 with Allow", arguments: ["PUT", "DELETE", "PATCH", "POST"])
    func methods(method: String) throws {
        let reply = try Site(workers: 1).request(method, "/wx/config?url=http%3A%2F%2Fa")
        #expect(reply.status == 405)
        #expect(reply.header("Allow") == "GET, HEAD")
    }

    @Test("HEAD gives the headers of GET and no body")
    func head() throws {
        let reply = try Site(workers: 1).request("HEAD", "/wx/config?url=http%3A%2F%2Fa")
        #expect(reply.status == 200 && reply.body.isEmpty)
        #expect(Int(reply.header("Content-Length") ?? "") ?? 0 > 100)
    }
}
