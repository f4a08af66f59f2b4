import HTTP
import JSON
import Testing

@testable import wechat_simulator

@Suite("Faults on demand")
struct FaultTests {
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    private func add(_ fault: String, path: String = "*", times: Int64 = 1) throws {
        try weChat.post(
            "/_simulator/faults", ["path": .string(path), "fault": .string(fault), "times": .integer(times)])
    }

    private func call() -> Response {
        weChat.send("POST", "/cgi-bin/stable_token", body: TestWeChat.stableBody().text)
    }

    private func text(_ response: Response) -> String { String(decoding: response.body, as: UTF8.self) }

    @Test(
        "In place of an answer comes an error, and the call has no effect",
        arguments: [
            ("system_error", 200, #"{"errcode":-1,"errmsg":"system error rid: "#),
            ("errcode:40001", 200, #"{"errcode":40001,"errmsg":"invalid credential"#),
            ("errcode:12345", 200, #"{"errcode":12345,"errmsg":"error 12345 rid: "#),
            ("html_500", 500, "<html>"), ("html_200", 200, "<html>"), ("empty", 200, ""), ("reset", 200, ""),
        ])
    func replacement(name: String, status: Int, start: String) throws {
        try add(name)
        let response = call()
        #expect(response.status == status)
        #expect(text(response).hasPrefix(start) && (!start.isEmpty || response.body.isEmpty))
        #expect((response.header("X-Accel-Redirect") == "/_simulator_reset") == (name == "reset"))
        #expect(try weChat.state()["access_token"]?["stable"] == .null)
    }

    @Test("A truncated answer is no JSON, and the call had its effect")
    func truncated() throws {
        try add("truncated")
        let body = call().body
        #expect(throws: JSONError.self) { try JSONValue(parsing: body) }
        #expect(body.starts(with: #"{"access_token":""#.utf8))
        #expect(try weChat.state()["access_token"]?["stable"]?["expires_at"] != nil)
    }

    @Test("A control character and a bad byte are in a string that strict parsers refuse")
    func controlCharacter() throws {
        try add("control_character")
        let body = call().body
        #expect(throws: JSONError.self) { try JSONValue(parsing: body) }
        #expect(body.contains(0x09) && body.contains(0xFF))
        let value = try JSONValue(tolerantly: body)
        #expect(value["remark"] == "a\tb\u{FFFD}")
        #expect(value["expires_in"] == 7200)
    }

    @Test("Numbers become strings, in errors too")
    func numbers() throws {
        try add("numbers_as_strings", times: 2)
        #expect(text(call()).hasSuffix(#","expires_in":"7200"}"#))
        #expect(text(weChat.send("GET", "/cgi-bin/token")).hasPrefix(#"{"errcode":"41002","#))
    }

    @Test("The Content-Type becomes text/plain, or JSON with a charset")
    func plainText() throws {
        try add("text_plain")
        #expect(call().header("Content-Type") == "text/plain")
        try add("charset")
        #expect(call().header("Content-Type") == "application/json; charset=utf-8")
        #expect(call().header("Content-Type") == "application/json; encoding=utf-8")
    }

    @Test("A slow answer is late and right", .timeLimit(.minutes(1)))
    func slow() throws {
        try weChat.post("/_simulator/faults", ["path": "*", "fault": "slow", "seconds": 1])
        let late = try duration { _ = try weChat.stableToken() }
        let prompt = try duration { _ = try weChat.stableToken() }
        #expect(late >= .seconds(1))
        #expect(prompt < .seconds(1))
        #expect(try weChat.get("/_simulator/calls")["calls"]?.elements?.map { $0["errcode"] } == [.null, .null])
    }

    private func duration(_ work: () throws -> Void) rethrows -> Duration { try ContinuousClock().measure(work) }

    @Test(
        "A fault lasts for as many calls as it was given, or until it is removed",
        arguments: [(1, 1), (3, 3), (-1, 5)] as [(Int64, Int)])
    func times(times: Int64, failing: Int) throws {
        try add("system_error", times: times)
        let failed = try (0..<5).map { _ in try weChat.stableToken()["errcode"] == -1 }
        #expect(failed == (0..<5).map { $0 < failing })
        try weChat.post("/_simulator/faults/reset")
        #expect(try weChat.stableToken()["errcode"] == nil)
    }

    @Test("A fault for one path leaves the others alone, and control calls have none")
    func paths() throws {
        try add("system_error", path: "/cgi-bin/token", times: -1)
        #expect(try weChat.stableToken()["errcode"] == nil)
        #expect(try weChat.token()["errcode"] == -1)
        try add("html_500", times: -1)
        #expect(weChat.send("GET", "/_simulator/faults").status == 200)
        #expect(weChat.send("GET", "/").status == 200)
    }

    @Test("Each call gets one fault, the oldest that fits")
    func queue() throws {
        for name in ["errcode:48001", "errcode:40013"] { try add(name) }
        #expect(try weChat.token()["errcode"] == 48001)
        #expect(try weChat.token()["errcode"] == 40013)
        #expect(try weChat.token()["errcode"] == nil)
    }

    @Test("The list shows those that wait")
    func list() throws {
        try add("system_error", path: "/cgi-bin/token", times: 3)
        _ = try weChat.token()
        #expect(
            try weChat.get("/_simulator/faults").text
                == #"{"faults":[{"path":"/cgi-bin/token","fault":"system_error","times":2,"seconds":null}]}"#)
    }

    @Test("Every name in the manual is a name that can be given, and the other way round")
    func names() {
        let names = Manual.faultNames.map(\.name)
        #expect(names.allSatisfy { Fault(name: $0 == "errcode:N" ? "errcode:7" : $0, seconds: 1) != nil })
        #expect(Set(Fault.named.map(\.name) + ["slow", "errcode:N"]) == Set(names))
    }

    @Test(
        "What makes no sense is refused with words",
        arguments: [
            #"{"path":"*","fault":"rain"}"#, #"{"path":"*"}"#, #"{"fault":"reset"}"#,
            #"{"path":"cgi-bin","fault":"reset"}"#,
            #"{"path":"*","fault":"reset","times":0}"#, #"{"path":"*","fault":"slow"}"#,
            #"{"path":"*","fault":"reset","times":"x"}"#,
            #"{"path":"*","fault":"slow","seconds":1e99}"#, "{", "[]",
        ])
    func misuse(body: String) throws {
        let response = weChat.send("POST", "/_simulator/faults", body: body)
        #expect(response.status == 400)
        #expect(try JSONValue(parsing: response.body)["error"]?.string?.isEmpty == false)
        #expect(try weChat.get("/_simulator/faults")["faults"] == [])
    }
}
