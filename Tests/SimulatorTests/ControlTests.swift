import HTTP
import JSON
import Testing

@testable import wechat_simulator

@Suite("Control calls")
struct ControlTests {
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    @Test("The list has every call of WeChat's, oldest first, and no secret or token")
    func calls() throws {
        let token = try #require(try weChat.token()["access_token"]?.string)
        _ = try weChat.stableToken()
        _ = try weChat.ticket(token)
        _ = try weChat.token("wx1", "wrong")
        let list = weChat.send("GET", "/_simulator/calls")
        let calls = try JSONValue(parsing: list.body)
        #expect(calls["count"] == 4)
        let rows = try #require(calls["calls"]?.elements)
        #expect(rows.map { $0["id"] } == [1, 2, 3, 4])
        #expect(
            rows.map { $0["path"]?.string }
                == ["token", "stable_token", "ticket/getticket", "token"].map { "/cgi-bin/\($0)" })
        #expect(rows.map { $0["method"] } == ["GET", "POST", "GET", "GET"])
        #expect(rows.map { $0["appid"]?.string } == Array(repeating: TestWeChat.official, count: 3) + ["wx1"])
        #expect(rows.map { $0["errcode"] } == [.null, .null, .null, 40013])
        #expect(rows.allSatisfy { $0["at"] == .integer(TestWeChat.start) && ($0["pid"]?.integer ?? 0) > 1 })
        let text = String(decoding: list.body, as: UTF8.self)
        #expect(!text.contains(token) && !text.contains(TestWeChat.officialSecret))
    }

    @Test("Calls to one path, and forgetting them all")
    func callsOfPath() throws {
        _ = try weChat.token()
        _ = try weChat.stableToken()
        #expect(try weChat.get("/_simulator/calls", "path=/cgi-bin/stable_token")["count"] == 1)
        try weChat.post("/_simulator/calls/reset")
        #expect(try weChat.get("/_simulator/calls")["count"] == 0)
    }

    @Test("The clock is advanced or set, and all times follow it")
    func clock() throws {
        #expect(try weChat.post("/_simulator/clock", ["advance": 10])["now"] == .integer(TestWeChat.start + 10))
        #expect(try weChat.post("/_simulator/clock", ["advance": -20])["now"] == .integer(TestWeChat.start - 10))
        #expect(try weChat.post("/_simulator/clock", ["set": 1_600_000_000])["now"] == 1_600_000_000)
        _ = try weChat.token()
        #expect(try weChat.get("/_simulator/calls")["calls"]?.elements?.first?["at"] == 1_600_000_000)
        #expect(try weChat.state()["access_token"]?["token"]?["expires_at"] == 1_600_007_200)
    }

    @Test(
        "Impossible times are refused and change nothing",
        arguments: [
            #"{}"#, #"{"advance":1,"set":1}"#, #"{"set":-1}"#, #"{"advance":9223372036854775807}"#, #"{"set":"soon"}"#,
        ])
    func impossibleClock(body: String) throws {
        #expect(weChat.send("POST", "/_simulator/clock", body: body).status == 400)
        #expect(try weChat.state()["now"] == .integer(TestWeChat.start))
    }

    @Test(
        "Another party's token takes the place of ours",
        arguments: [("stable", 40001), ("token", 0)] as [(String, Int64)])
    func refreshToken(kind: String, code: Int64) throws {
        let ours = try kind == "stable" ? weChat.stableToken() : weChat.token()
        let theirs = try weChat.post(
            "/_simulator/refresh", ["appid": .string(TestWeChat.official), "kind": .string(kind)])
        #expect(try weChat.check(ours) == code)
        #expect(try weChat.check(theirs) == 0)
        try weChat.advance(300)
        #expect(try weChat.check(ours) == 40001)
        #expect(try weChat.state()["access_token"]?[kind]?["access_token"] == theirs["access_token"])
        #expect(try weChat.state()["quota"]?["force_refresh"]?["used"] == 0)
    }

    @Test("Another party's token leaves force_refresh to us at once")
    func refreshIsNoForce() throws {
        let theirs = try weChat.post("/_simulator/refresh", ["appid": .string(TestWeChat.official), "kind": "stable"])
        #expect(try weChat.stableToken()["access_token"] == theirs["access_token"])
        #expect(try weChat.stableToken(force: true)["access_token"] != theirs["access_token"])
    }

    @Test("Another party's ticket takes the place of ours")
    func refreshTicket() throws {
        let token = try #require(try weChat.token()["access_token"]?.string)
        let ours = try weChat.ticket(token)
        let theirs = try weChat.post("/_simulator/refresh", ["appid": .string(TestWeChat.official), "kind": "ticket"])
        #expect(theirs["ticket"] != ours["ticket"])
        #expect(try weChat.ticket(token)["ticket"] == theirs["ticket"])
    }

    @Test("The state shows what was given out")
    func state() throws {
        let token = try weChat.stableToken()
        let ticket = try weChat.ticket(try #require(token["access_token"]?.string))
        let state = try weChat.state()
        let expiry = JSONValue.integer(TestWeChat.start + 7200)
        #expect(state["now"] == .integer(TestWeChat.start))
        #expect(
            state["access_token"]?["stable"] == ["access_token": token["access_token"] ?? .null, "expires_at": expiry])
        #expect(state["access_token"]?["token"] == .null)
        #expect(state["tickets"]?["jsapi"] == ["ticket": ticket["ticket"] ?? .null, "expires_at": expiry])
        #expect(state["quota"]?["stable_token"] == ["used": 1, "limit": 500_000])
        #expect(state["quota"]?["token"] == ["used": 0, "limit": 2000])
    }

    @Test("An account is made with what is given, and changed in what is given")
    func account() throws {
        let made = try weChat.post("/_simulator/account", ["appid": "wx7", "kind": "mini_program"])
        let secret = try #require(made["secret"]?.string)
        #expect(secret.wholeMatch(of: /[0-9a-f]{32}/) != nil)
        #expect(try weChat.token("wx7", secret)["errcode"] == nil)
        let changed = try weChat.post("/_simulator/account", ["appid": "wx7", "secret": "new"])
        #expect(changed["kind"] == "mini_program")
        #expect(try weChat.token("wx7", secret)["errcode"] == 40125)
        #expect(try weChat.token("wx7", "new")["errcode"] == nil)
    }

    @Test("A reset leaves what there was at the first start")
    func reset() throws {
        _ = try weChat.token()
        let ticket = try weChat.ticket(try #require(try weChat.stableToken(force: true)["access_token"]?.string))
        #expect(ticket["errcode"] == 0)
        try weChat.post("/_simulator/account", ["appid": .string(TestWeChat.official), "secret": "x", "frozen": true])
        try weChat.post("/_simulator/account", ["appid": "wx7"])
        try weChat.post("/_simulator/faults", ["path": "*", "fault": "reset", "times": -1])
        try weChat.advance(1000)
        try weChat.post("/_simulator/reset")
        #expect(try weChat.state() == TestWeChat().state())
        #expect(weChat.send("GET", "/").body == (try TestWeChat().send("GET", "/").body))
        #expect(weChat.send("GET", "/_simulator/state", query: "appid=wx7").status == 400)
        #expect(try weChat.token()["errcode"] == nil)
    }

    @Test(
        "Unknown accounts and kinds are refused with words",
        arguments: [
            ("refresh", #"{"appid":"wx7","kind":"stable"}"#), ("refresh", #"{"kind":"stable"}"#),
            ("refresh", #"{"appid":"wx0000000000000001","kind":"all"}"#),
            ("refresh", #"{"appid":"wx0000000000000001","kind":"ticket","type":"x"}"#), ("account", "{}"),
            ("account", #"{"appid":"wx7","kind":"shop"}"#), ("account", #"{"appid":"wx7","allowed_ips":"192.0.2.1"}"#),
            ("account", #"{"appid":"wx7","frozen":"perhaps"}"#), ("account", #"{"appid":["wx7"]}"#),
            ("check_signature", #"{"appid":"wx7"}"#),
        ])
    func misuse(path: String, body: String) throws {
        let response = weChat.send("POST", "/_simulator/" + path, body: body)
        #expect(response.status == 400)
        #expect(try JSONValue(parsing: response.body)["error"]?.string?.isEmpty == false)
        #expect(weChat.send("GET", "/_simulator/state", query: "appid=wx7").status == 400)
    }
}
