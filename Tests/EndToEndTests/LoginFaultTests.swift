import Foundation
import HTTPClient
import JSON
import Testing

@Suite("Login while WeChat fails", .timeLimit(.minutes(2)))
struct LoginFaultTests {
    /// A fault of the exchange, and what each API says: boilerplate's code, jssdk-server's errcode, measurements' text,
    /// official-account's status.
    struct Fault: CustomTestStringConvertible, Sendable {
        let name: String
        let boilerplate: String
        let errorCode: Int64
        let text: String
        let status: Int
        var testDescription: String { name }

        static func unreachable(_ name: String) -> Fault {
            Fault(name: name, boilerplate: "504 10001", errorCode: -1, text: "微信服务器超时", status: 504)
        }

        static func refused(_ code: Int64, boilerplate: String, status: Int) -> Fault {
            Fault(
                name: "errcode:\(code)", boilerplate: boilerplate, errorCode: code, text: "微信登录失败", status: status)
        }
    }

    static let faults = [
        Fault.unreachable("system_error"), .unreachable("html_500"), .unreachable("html_200"),
        .unreachable("truncated"),
        .unreachable("empty"), .unreachable("reset"), .unreachable("slow"),
        .refused(40029, boilerplate: "400 12106", status: 401), .refused(42001, boilerplate: "400 12109", status: 400),
        .refused(48001, boilerplate: "400 12109", status: 400), .refused(40003, boilerplate: "400 12109", status: 400),
        .refused(40013, boilerplate: "400 12110", status: 400), .refused(45011, boilerplate: "400 12107", status: 400),
    ]

    @Test("at the exchange of the code is told in each API's own way, in time, and logs nobody in")
    func exchange() throws {
        let site = try Site(workers: 1, extra: "timeout = 1")
        for fault in Self.faults {
            for flow in LoginFlow.all {
                let browser = Browser()
                let callback = try site.decide(site.startLogin(flow, browser), browser)
                try site.fail("/sns/oauth2/access_token", fault.name, times: -1, seconds: 3)
                let start = Date()
                let reply = try browser.get(callback)
                #expect(Date().timeIntervalSince(start) < 2.5, "\(fault.name)")
                try site.endFaults()
                try check(reply, flow, fault)
                #expect(!browser.setCookies.contains { $0.hasPrefix(flow.cookie + "=") }, "\(flow.name) \(fault.name)")
            }
        }
        #expect(try site.number("SELECT count(*) FROM sessions WHERE openid IS NOT NULL") == 0)
        let log = try site.logs()
        #expect(log.contains("sns/oauth2/access_token: errcode 40029"))
        #expect(!log.contains("00000000000000000000000000000001"), "the app secret")
    }

    @Test("leaves no code and no state in a log that nginx writes")
    func secretsInLogs() throws {
        let site = try Site(workers: 1)
        var secrets: [String] = []
        for flow in LoginFlow.all {
            let browser = Browser()
            let callback = try site.decide(site.startLogin(flow, browser), browser)
            try site.fail("/sns/oauth2/access_token", "system_error", times: -1)
            _ = try browser.get(callback)
            try site.endFaults()
            secrets += (URLComponents(string: callback)?.queryItems ?? []).compactMap(\.value)
        }
        let code = try site.miniCode("xiaoming")
        try site.fail("/sns/jscode2session", "system_error", times: -1)
        _ = try site.get("/miniprog/wx_auth/get_openid_by_code?code=\(code)")
        #expect(secrets.count == 8)
        let log = try site.logs()
        #expect(log.contains("sns/oauth2/access_token: errcode -1"))
        for secret in secrets + [code] { #expect(!log.contains(secret)) }
    }

    private func check(_ reply: HTTPClientReply, _ flow: LoginFlow, _ fault: Fault) throws {
        switch flow.name {
        case "boilerplate":
            let code = try reply.json()["error_code"]?.integer ?? 0
            #expect("\(reply.status) \(code)" == fault.boilerplate, "\(fault.name)")
        case "jssdk-server":
            let items = URLComponents(string: reply.location ?? "")?.queryItems ?? []
            let text = items.first { $0.name == "userinfo" }?.value ?? ""
            #expect(!text.isEmpty, "\(fault.name): \(reply.status) \(reply.location ?? "") \(reply.text)")
            let json = try? JSONValue(parsing: Array(text.utf8))
            #expect(json?["errcode"]?.integer == fault.errorCode, "\(fault.name)")
            #expect(json?["error"]?.string?.isEmpty == false)
        case "measurements":
            #expect(reply.status == 200 && reply.text == fault.text, "\(fault.name)")
            #expect(reply.header("Content-Type") == "text/plain; charset=utf-8")
        default:
            #expect(reply.status == fault.status, "\(fault.name)")
            #expect(try reply.json()["status"]?.integer == Int64(fault.status))
        }
    }

    @Test("at the profile is told in each API's own way; /wx/auth asks the person again")
    func profile() throws {
        let site = try Site(workers: 1, extra: "timeout = 1")
        let browser = Browser()
        for flow in [LoginFlow.officialAccount, .jssdkServer] { try site.logIn(flow, browser) }
        let cases: [(String, Int)] = [
            ("system_error", 504), ("html_500", 504), ("html_200", 504), ("truncated", 504), ("empty", 504),
            ("reset", 504), ("slow", 504), ("errcode:48001", 400), ("errcode:40003", 400),
        ]
        for (fault, status) in cases {
            try site.fail("/sns/userinfo", fault, times: -1, seconds: 3)
            let reply = try browser.get(site.address + "/2020/wechat/auth/user")
            #expect(reply.status == status, "\(fault)")
            try site.endFaults()
            try site.fail("/sns/userinfo", fault, times: -1, seconds: 3)
            let page = try browser.get(site.address + LoginFlow.jssdkServer.start(site.page))
            #expect(page.location?.contains("/connect/oauth2/authorize?") == true, "\(fault)")
            try site.endFaults()
        }
        // A token that WeChat calls stale is renewed, once.
        let before = try site.refreshes()
        try site.fail("/sns/userinfo", "errcode:42001")
        #expect(try browser.get(site.address + "/2020/wechat/auth/user").status == 200)
        #expect(try site.refreshes() == before + 1)
    }

    @Test("at the follower's profile is 504 or 403, and a stale token of the account is replaced")
    func follower() throws {
        let site = try Site(workers: 1, extra: "timeout = 1")
        let browser = Browser()
        try site.logIn(.officialAccount, browser)
        let url = site.address + "/2020/wechat/offiaccount/user"
        #expect(try browser.get(url).status == 200)
        for (fault, status) in [("system_error", 504), ("slow", 504), ("errcode:40003", 403), ("errcode:48001", 400)] {
            try site.fail("/cgi-bin/user/info", fault, times: -1, seconds: 3)
            #expect(try browser.get(url).status == status, "\(fault)")
            try site.endFaults()
        }
        try site.refreshBehindOurBack("stable")
        #expect(try browser.get(url).status == 200)
    }
}
