import HTTP
import JSON
import Testing

@testable import wechat_simulator

@Suite("POST /connect/oauth2/decision")
struct DecisionTests {
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    private func code(_ address: String) throws -> String {
        String(try #require(address.firstMatch(of: /[?&](?:amp;)?code=([A-Za-z0-9]{32})&/)?.1))
    }

    @Test("Who allows is sent back with a code for that person and scope, and is logged in")
    func allow() throws {
        let response = weChat.decide("person=emoji&decision=allow")
        #expect(response.status == 302)
        let location = try #require(response.header("Location"))
        let calls = try weChat.get("/_simulator/calls")["calls"]?.elements
        #expect(calls?.map { $0["path"] } == ["/connect/oauth2/decision"])
        #expect(calls?.first?["appid"]?.string == TestWeChat.official)
        #expect(location.hasPrefix(TestWeChat.callback + "?code=") && location.hasSuffix("&state=s1"))
        #expect(response.header("Set-Cookie")?.hasPrefix("wechat_simulator_person=emoji; Path=/; HttpOnly") == true)
        let answer = try weChat.exchange(code(location))
        #expect(answer["openid"]?.string == (try weChat.openID("emoji")))
        #expect(answer["scope"] == "snsapi_userinfo")
    }

    @Test("The code and the state come behind the address's own parameters")
    func parameters() throws {
        let query = TestWeChat.authorizeQuery().replacing("%2Fback", with: "%2Fback%3Fa%3D1%23here")
        let location = try #require(weChat.decide("person=emoji&decision=allow", query).header("Location"))
        #expect(location.hasPrefix(TestWeChat.callback + "?a=1&code=") && location.hasSuffix("&state=s1#here"))
    }

    @Test("Who refuses is sent back with the state alone, and nobody is logged in")
    func refuse() {
        let response = weChat.decide("decision=refuse")
        #expect(response.status == 302)
        #expect(response.header("Location") == TestWeChat.callback + "?state=s1")
        #expect(response.header("Set-Cookie") == nil)
        #expect(
            weChat.decide("decision=refuse", TestWeChat.authorizeQuery(state: "")).header("Location")
                == TestWeChat.callback + "?state=")
    }

    @Test(
        "All is checked again: a form that somebody else made leads nowhere",
        arguments: [
            ("http%3A%2F%2F127.0.0.1", "http%3A%2F%2Fevil.example"), ("appid=wx0000000000000001", "appid=wx7"),
            ("response_type=code", "response_type=token"), ("snsapi_userinfo", "snsapi_login"),
            ("state=s1", "state=a%20b"),
            ("emoji", "nobody"), ("person=emoji", "x=y"), ("=allow", "=maybe"), ("=allow", "="),
            ("double=same", "double=3"),
        ])
    func checks(part: String, other: String) throws {
        let fields = (TestWeChat.authorizeQuery() + "&person=emoji&decision=allow&double=same").replacing(
            part, with: other)
        let response = weChat.decide(fields, "")
        #expect(response.status == 200)
        #expect(response.text.contains("id=\"error\""))
        #expect(response.header("Location") == nil && response.header("Set-Cookie") == nil)
        #expect(try weChat.get("/_simulator/calls")["calls"]?.elements?.first?["errcode"] != .null)
    }

    @Test("Refusing leads to no other domain either")
    func refuseElsewhere() {
        let query = TestWeChat.authorizeQuery().replacing("127.0.0.1", with: "evil.example")
        #expect(weChat.decide("decision=refuse", query).text.contains("<code>10003</code>"))
    }

    @Test("The callback is called twice with one state, and with one code or two", arguments: ["same", "other"])
    func double(kind: String) throws {
        let response = weChat.decide("person=emoji&decision=allow&double=\(kind)")
        #expect(response.status == 200)
        #expect(response.header("Set-Cookie")?.hasPrefix("wechat_simulator_person=emoji") == true)
        let addresses = try ["first", "second"].map { id in
            let link = try Regex("<a id=\"\(id)\" href=\"([^\"]*)\">")
            return String(try #require(response.text.firstMatch(of: link)?.output[1].substring))
        }
        #expect(addresses.allSatisfy { $0.hasPrefix(TestWeChat.callback) && $0.hasSuffix("&amp;state=s1") })
        let codes = try addresses.map { try code($0.replacing("&amp;", with: "&")) }
        #expect((codes[0] == codes[1]) == (kind == "same"))
        #expect(response.text.contains("createElement(\"iframe\")"))
        #expect(try weChat.exchange(codes[0])["errcode"] == nil)
        #expect(try weChat.exchange(codes[1])["errcode"] == (kind == "same" ? 40163 : nil))
    }

    @Test("connect_redirect=1 keeps the callback from being called twice")
    func once() {
        let query = TestWeChat.authorizeQuery(more: "&connect_redirect=1")
        #expect(weChat.decide("person=emoji&decision=allow&double=same", query).status == 302)
        #expect(!weChat.send("GET", "/connect/oauth2/authorize", query: query).text.contains("<details"))
    }
}
