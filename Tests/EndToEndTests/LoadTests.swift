import Foundation
import JSON
import Testing

@Suite("A slow WeChat", .timeLimit(.minutes(3)))
struct LoadTests {
    static let login = "/boilerplate/wechat/api/v1/wechat-miniapp/user"
    static let exchange = "/sns/jscode2session"

    private func logIn(_ site: Site) throws -> String {
        let answer = try site.json("POST", Self.login, ["code": .string(site.miniCode("xiaoming"))])
        return try #require(answer.body["token"]?.string, "\(answer.body.text)")
    }

    @Test("that hangs keeps nobody from what needs no WeChat, and everybody hears of it in the API's own words")
    func hanging() throws {
        let site = try Site(extra: "timeout = 3")
        let token = try logIn(site)
        try site.fail(Self.exchange, "slow", times: -1, seconds: 8)
        let callers = try (0..<24).map { try site.call($0, "POST", Self.login, body: #"{"code":"hang-\#($0)"}"#) }
        // All of them wait for WeChat by now, and will for a while.
        let waiting = Date()
        while try site.calls(Self.exchange) < 24, Date().timeIntervalSince(waiting) < 2 { usleep(20_000) }
        for number in 0..<10 {
            let profile = try site.reply(
                site.call(100 + number, "GET", Self.login, headers: ["authorization: wechat \(token)"]))
            #expect(profile.status == 200 && profile.seconds < 1, "\(profile)")
        }
        for caller in callers {
            let reply = try site.reply(caller)
            #expect(reply.status == 504 && reply.text.contains(#""error_code":10001"#), "\(reply)")
            #expect(reply.seconds < 3.5, "\(reply)")
        }
        // After so many failures nobody asks for a while.
        let asked = try site.calls(Self.exchange)
        for number in 0..<20 {
            let late = try site.reply(site.call(200 + number, "POST", Self.login, body: #"{"code":"late-\#(number)"}"#))
            #expect(late.status == 504 && late.text.contains(#""error_code":10001"#) && late.seconds < 1, "\(late)")
        }
        #expect(try site.calls(Self.exchange) == asked)
        let shown = try Command.run(
            Repository.root + "/bin/wechatctl", ["token", "show", "--config", site.configuration]
        ).output
        #expect(shown.contains("calls failed in a row") && shown.contains("no calls for"), "\(shown)")
        #expect(try site.logs().contains("not asked, after"))
    }

    @Test("is not asked for those who have hung up")
    func hungUp() throws {
        let site = try Site(extra: "timeout = 10")
        let token = try logIn(site)
        try site.simulator("POST", "calls/reset")
        try site.fail(Self.exchange, "slow", times: -1, seconds: 3)
        let callers = try (0..<200).map {
            try site.call($0, "POST", Self.login, body: #"{"code":"gone-\#($0)"}"#, patience: 1)
        }
        for caller in callers { #expect(try site.reply(caller).status == 0) }
        try site.simulator("POST", "faults/reset")
        // Two processes of 16 workers each, and some more for connections that nginx keeps.
        #expect(try site.calls(Self.exchange) <= 40)
        let profile = try site.reply(site.call(240, "GET", Self.login, headers: ["authorization: wechat \(token)"]))
        #expect(profile.status == 200 && profile.seconds < 4)
        #expect(try logIn(site).utf8.count == 64)
        #expect(try site.calls(Self.exchange) <= 41)
    }

    @Test("is asked once about a code that it refused, whoever sends it and however often")
    func refusedCode() throws {
        let site = try Site()
        try site.simulator("POST", "calls/reset")
        for number in 0..<30 {
            let reply = try site.reply(site.call(number, "POST", Self.login, body: #"{"code":"junk"}"#))
            #expect(reply.status == 400 && reply.text.contains("12106"))
        }
        #expect(try site.calls(Self.exchange) == 1)
    }

    @Test("is known to hang to those, too, who only waited for the one that asked")
    func tokenWaiters() throws {
        let site = try Site(extra: "timeout = 2")
        try site.fail("/cgi-bin/stable_token", "slow", times: -1, seconds: 6)
        let page = "/wx/config?url=http%3A%2F%2Fa"
        for caller in try (0..<12).map({ try site.call($0, "GET", page) }) {
            let reply = try site.reply(caller)
            #expect(reply.status == 200 && reply.text.contains("5000000") && reply.seconds < 2.8, "\(reply)")
        }
        let asked = try site.calls("/cgi-bin/stable_token")
        let late = try site.reply(site.call(20, "GET", page))
        #expect(late.text.contains("5000000") && late.seconds < 1, "\(late)")
        #expect(try site.calls("/cgi-bin/stable_token") == asked)
    }

    @Test("costs a queue no more than its time: who has waited too long is answered without being served")
    func queue() throws {
        let site = try Site(workers: 1, extra: "timeout = 1\n[server]\nconcurrency = 1")
        _ = try logIn(site)
        try site.fail(Self.exchange, "slow", times: -1, seconds: 3)
        let callers = try (0..<12).map { try site.call($0, "POST", Self.login, body: #"{"code":"queue-\#($0)"}"#) }
        for caller in callers {
            let reply = try site.reply(caller)
            #expect(reply.status == 504 && reply.text.contains(#""error_code":10001"#), "\(reply)")
            #expect(reply.seconds < 2.5, "\(reply)")
        }
    }
}
