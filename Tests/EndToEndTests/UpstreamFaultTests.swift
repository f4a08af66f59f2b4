import Foundation
import HTTPClient
import JSON
import Testing

@Suite("WeChat failing")
struct UpstreamFaultTests {
    @Test(
        "in every way is told in each API's own shape, within the timeout, and heals by itself",
        arguments: ["system_error", "html_500", "html_200", "truncated", "empty", "reset"])
    func failures(fault: String) throws {
        let site = try Site(workers: 1)
        try site.fail("/cgi-bin/stable_token", fault, times: -1)
        #expect(try site.get("/wx/config?url=http%3A%2F%2Fa").text.contains(#""code":5000000"#))
        #expect(
            try site.request("POST", "/wx/api/jssdk/config", body: #"{"url":"http://a"}"#).text.contains(
                #""code":60001"#))
        let reply = try site.request("POST", "/2020/wechat/offiaccount/jssdk", body: #"{"url":"http://a"}"#)
        #expect(reply.status == 504)
        #expect(reply.text == #"{"status":504,"msg":"微信服务器超时","data":null}"#)
        try site.endFaults()
        #expect(try site.get("/wx/config?url=http%3A%2F%2Fa").text.contains("2000000"))
    }

    @Test(
        "once is not noticed: a call that may be repeated is",
        arguments: ["system_error", "html_500", "truncated", "reset"])
    func oneFailure(fault: String) throws {
        let site = try Site(workers: 1)
        try site.fail("/cgi-bin/stable_token", fault)
        #expect(try site.get("/wx/config?url=http%3A%2F%2Fa").text.contains("2000000"))
        #expect(try site.calls("/cgi-bin/stable_token") == 2)
    }

    @Test("to answer in time is 3001 and 504, and does not hold others up", .timeLimit(.minutes(1)))
    func tooSlow() throws {
        let site = try Site(workers: 1, extra: "timeout = 0.5")
        try site.fail("/cgi-bin/stable_token", "slow", times: 2, seconds: 3)
        #expect(
            try site.request("POST", "/wx/api/jssdk/config", body: #"{"url":"http://a"}"#).text.contains(
                #""code":3001"#))
        let reply = try site.request("POST", "/2020/wechat/offiaccount/jssdk", body: #"{"url":"http://a"}"#)
        #expect(reply.status == 504)
    }

    @Test("to recognise any token is asked a handful of times, not once a request")
    func refusesEveryToken() throws {
        let site = try Site(workers: 1)
        try site.fail("/cgi-bin/ticket/getticket", "errcode:40001", times: -1)
        for _ in 0..<20 { _ = try site.get("/wx/config?url=http%3A%2F%2Fa") }
        #expect(try site.calls("/cgi-bin/ticket/getticket") == 2)
        #expect(try site.calls("/cgi-bin/stable_token") <= 3)
    }

    @Test("its odd answers are understood", arguments: ["control_character", "numbers_as_strings", "text_plain"])
    func oddAnswers(fault: String) throws {
        let site = try Site(workers: 1)
        try site.fail("*", fault, times: 2)
        #expect(try site.get("/wx/config?url=http%3A%2F%2Fa").text.contains("2000000"))
        #expect(try site.calls("/cgi-bin/stable_token") == 1)
    }

    @Test("leaves no secret, token or ticket in any log or answer")
    func leaks() throws {
        let site = try Site(workers: 1, extra: "[log]\nrequests = true\n[jssdk]\nexplain = true")
        var seen = ""
        for (fault, times) in [("reset", 2), ("errcode:40001", 2), ("errcode:40013", 1)] {
            try? FileManager.default.removeItem(atPath: site.tokenFile)
            try site.fail("/cgi-bin/ticket/getticket", fault, times: times)
            seen += try site.get("/wx/config?url=http%3A%2F%2Fa&explain=1").text
        }
        try FileManager.default.removeItem(atPath: site.tokenFile)
        seen += try site.get("/wx/config?url=http%3A%2F%2Fa&explain=1").text
        seen += try site.logs() + site.wechatctl("token", "show").output + site.wechatctl("config", "show").output
        let file = try JSONValue(parsing: Array(Data(contentsOf: URL(fileURLWithPath: site.tokenFile))))
        let token = try #require(file["credentials"]?["access_token"]?["value"]?.string)
        for secret in ["00000000000000000000000000000001", "AAAAA", token, try site.issuedTicket()] {
            #expect(!seen.contains(secret))
        }
        #expect(seen.contains("request="))
    }
}
