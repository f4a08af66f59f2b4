import Foundation
import HTTPClient
import JSON
import Testing

@Suite("The token store under real processes")
struct TokenRaceTests {
    static let query = "url=http%3A%2F%2Fa"

    @Test(
        "32 processes that start cold make one token call and one ticket call, and all answer", .timeLimit(.minutes(1)))
    func coldStart() throws {
        let site = try Site(workers: 1, extra: "timeout = 20")
        try site.fail("*", "slow", times: 2, seconds: 0.5)
        let processes = try (0..<32).map { _ in try site.startCGI("wx-config", query: Self.query) }
        let answers = processes.map { $0.finish() }
        let ticket = try site.issuedTicket()
        for answer in answers { try checkSignature(answer.output, ticket) }
        #expect(try site.calls("/cgi-bin/stable_token") == 1)
        #expect(try site.calls("/cgi-bin/ticket/getticket") == 1)
    }

    @Test("a process killed inside a refresh leaves a whole file and no lock", .timeLimit(.minutes(1)))
    func killedInsideARefresh() throws {
        // A simulator process for each slow call, and one to ask meanwhile.
        let site = try Site(workers: 4)
        for path in ["/cgi-bin/stable_token", "/cgi-bin/ticket/getticket"] {
            try site.fail(path, "slow", seconds: 5)
            let victim = try site.startCGI("wx-config", query: Self.query)
            while try site.calls(path) == 0 { Thread.sleep(forTimeInterval: 0.02) }
            kill(victim.pid, SIGKILL)
            #expect(victim.finish().status == SIGKILL)
            let file = try Data(contentsOf: URL(fileURLWithPath: site.tokenFile))
            #expect(try JSONValue(parsing: Array(file)).isObject)
        }
        try checkSignature(try site.startCGI("wx-config", query: Self.query).finish().output, site.issuedTicket())
    }

    @Test("a refresh by another party is recovered from once, not by every process", .timeLimit(.minutes(1)))
    func anotherPartyRefreshes() throws {
        let site = try Site(workers: 1)
        #expect(try site.get("/wx/config?" + Self.query).text.contains("2000000"))
        try site.refreshBehindOurBack("stable")
        try site.endTicket(in: 0)
        try site.simulator("POST", "calls/reset")
        let processes = try (0..<16).map { _ in try site.startCGI("wx-config", query: Self.query) }
        for process in processes { try checkSignature(process.finish().output, site.issuedTicket()) }
        #expect(try site.calls("/cgi-bin/stable_token") == 1)
        #expect(try site.calls("/cgi-bin/ticket/getticket") == 2)
    }

    @Test(
        "answers go on while WeChat is down and the ticket holds, also inside the renewal margin",
        .timeLimit(.minutes(1)))
    func weChatIsDown() throws {
        let site = try Site()
        #expect(try site.get("/wx/config?" + Self.query).text.contains("2000000"))
        try site.endTicket(in: 200)
        try site.fail("*", "reset", times: -1)
        try site.simulator("POST", "calls/reset")
        for _ in 0..<20 { #expect(try site.get("/wx/config?" + Self.query).text.contains("2000000")) }
        // One renewal was tried, twice since the connection broke, and then put off. Where the first try was made on
        // the connection of the call before, libcurl takes a new one by itself.
        #expect(try (2...3).contains(site.calls("/cgi-bin/ticket/getticket")))
        try site.endFaults()
    }

    @Test(
        "what only an operator can mend is asked once, and the log says how",
        arguments: [
            ("40125", "app_secret is wrong"), ("40164", "IP whitelist"), ("45009", "quota"),
            ("40013", "app_id is wrong"),
        ])
    func refusals(code: String, hint: String) throws {
        let site = try Site()
        try site.fail("/cgi-bin/stable_token", "errcode:\(code)", times: -1)
        for _ in 0..<20 {
            let reply = try site.get("/wx/config?" + Self.query)
            #expect(
                reply.status == 200 && reply.text == #"{"state":{"code":5000000,"msg":"Internal Error"},"data":""}"#)
        }
        #expect(try site.calls("/cgi-bin/stable_token") == 1)
        let logs = try site.logs()
        #expect(logs.contains("errcode \(code)") && logs.contains(hint))
    }

    private func checkSignature(_ output: String, _ ticket: String) throws {
        let body = try #require(output.split(separator: "\r\n").last)
        let data = try #require(try JSONValue(parsing: Array(body.utf8))["data"], "\(output)")
        let expected = try expectedSignature(
            ticket: ticket, nonce: data["nonceStr"]?.string, timestamp: data["timestamp"]?.string, url: "http://a")
        #expect(data["signature"]?.string == expected, "\(output)")
    }

    @Test("a wall clock that was set back an hour does not keep a dead ticket alive", .timeLimit(.minutes(1)))
    func clockSetBack() throws {
        let site = try Site(workers: 1)
        _ = try site.get("/wx/config?\(Self.query)")
        let architectures = try FileManager.default.contentsOfDirectory(atPath: "/usr/lib").map { "/usr/lib/\($0)" }
        let libraries = architectures.map { $0 + "/faketime/libfaketime.so.1" }
        let library = try #require(libraries.first(where: FileManager.default.fileExists), "libfaketime")
        let setBack = ["LD_PRELOAD": library, "FAKETIME": "-1h", "FAKETIME_DONT_FAKE_MONOTONIC": "1"]
        // Over for two seconds; by the clock that was set back it would hold for almost an hour more.
        try site.ageTicket(by: 4, lifetime: 2)
        let answer = try site.startCGI("wx-config", query: Self.query, extra: setBack).finish().output
        let stamp = answer.split(separator: "\"timestamp\":\"").last?.prefix(10)
        let difference = Date().timeIntervalSince1970 - (Double(stamp ?? "") ?? 0)
        #expect(abs(difference - 3600) < 60, "the program's clock was set back: \(answer)")
        #expect(try site.calls("/cgi-bin/ticket/getticket") == 2)
    }
}
