import HTTPClient
import JSON
import Testing

@Suite("Through nginx, against the simulator")
struct SigningTests {
    @Test("each JS-SDK endpoint gives a signature that WeChat's client accepts")
    func signs() throws {
        let site = try Site()
        for (path, url) in [
            ("/wx/config?url=https%3A%2F%2Fexample.com%2F%3Fa%3D1", "https://example.com/?a=1"),
            ("/wx/config?url=https%3A%2F%2Fexample.com%2F%3Fa%3D1%26b%3D2%23c", "https://example.com/?a=1&b=2"),
            ("/wx/config?url=http://example.com/?a=1&b=2&_=3", "http://example.com/?a=1&b=2"),
            ("/wx/config?url=https%3A%2F%2Fexample.com%2F%E4%B8%AD%E6%96%87", "https://example.com/中文"),
        ] {
            let data = try #require(try site.get(path).json()["data"])
            try check(site, data["nonceStr"], data["timestamp"], data["signature"], url)
        }
        let json = try site.request("POST", "/wx/api/jssdk/config", body: #"{"url":"http://a/?b=中&c#d"}"#).json()
        let data = try #require(json["data"])
        try check(site, data["noncestr"], data["timestamp"], data["signature"], "http://a/?b=中&c")
        let form = try site.request(
            "POST", "/2020/wechat/offiaccount/jssdk",
            headers: [("Content-Type", "application/x-www-form-urlencoded")], body: "url=http%3A%2F%2Fa%2F%3Fb%26c%23d"
        ).json()
        let timestamp = form["timestamp"]?.integer.map { JSONValue.string(String($0)) }
        try check(site, form["noncestr"], timestamp, form["signature"], "http://a/?b&c")
        #expect(try site.calls("/cgi-bin/stable_token") == 1)
        #expect(try site.calls("/cgi-bin/ticket/getticket") == 1)
    }

    @Test("JSONP comes back as a call of the function")
    func jsonp() throws {
        let reply = try Site(workers: 1).get("/wx/config?callback=show&url=http%3A%2F%2Fa")
        #expect(reply.text.hasPrefix(#"show({"state":{"code":2000000"#) && reply.text.hasSuffix("})"))
        #expect(reply.header("Content-Type") == "application/javascript; charset=utf-8")
        #expect(reply.header("X-Content-Type-Options") == "nosniff")
    }

    @Test("WeChat's worked example of the gateway check holds on all four gateway addresses")
    func gateways() throws {
        let site = try Site(workers: 1)
        let query =
            "?signature=f464b24fc39322e44b38aa78f5edd27bd1441696&timestamp=1714036504&nonce=1514711492&echostr=4375120948345356249"
        let paths = [
            "/wx", "/wx/service", "/boilerplate/api/v1/wechat-mp/gateway",
            "/boilerplate/wechat/api/v1/wechat-mp/gateway",
        ]
        for path in paths {
            let reply = try site.get(path + query)
            #expect(reply.status == 200 && reply.text == "4375120948345356249", "\(path)")
            let forged = try site.get(path + query.replacing("f464", with: "0464"))
            #expect(!forged.text.contains("4375120948345356249"), "\(path)")
        }
    }

    private func check(
        _ site: Site, _ nonce: JSONValue?, _ timestamp: JSONValue?, _ signature: JSONValue?, _ url: String
    ) throws {
        let expected = try expectedSignature(
            ticket: site.issuedTicket(), nonce: nonce?.string, timestamp: timestamp?.string, url: url)
        #expect(signature?.string == expected, "\(url)")
        let verdict = try site.simulator(
            "POST", "check_signature",
            [
                "appid": .string(Site.appID), "url": .string(url), "noncestr": nonce ?? .null,
                "timestamp": timestamp ?? .null, "signature": signature ?? .null,
            ])
        #expect(verdict["valid"] == true, "\(url)")
    }
}
