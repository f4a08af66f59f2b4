import JSON
import Testing

@testable import wechat_simulator

@Suite("Who may have a token")
struct CredentialsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let appid: String?
        let grantType: String?
        let secret: String?
        let code: Int64

        var testDescription: String {
            "\(appid ?? "no appid"), \(grantType ?? "no grant"), \(secret ?? "no secret"): \(code)"
        }
    }

    static let good = "client_credential"

    /// Each with a fault of its own in all that comes later: the first one decides.
    static let order = [
        Case(appid: nil, grantType: nil, secret: nil, code: 41002),
        Case(appid: "", grantType: "x", secret: "x", code: 41002),
        Case(appid: "wx1", grantType: "x", secret: "x", code: 40013),
        Case(appid: TestWeChat.official, grantType: nil, secret: nil, code: 40002),
        Case(appid: TestWeChat.official, grantType: "x", secret: "x", code: 40002),
        Case(appid: TestWeChat.official, grantType: good, secret: nil, code: 41004),
        Case(appid: TestWeChat.official, grantType: good, secret: "", code: 41004),
        Case(appid: TestWeChat.official, grantType: good, secret: TestWeChat.miniProgramSecret, code: 40125),
        Case(appid: TestWeChat.official, grantType: good, secret: TestWeChat.officialSecret, code: 40164),
    ]

    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    @Test("The first fault decides, the appid before all others, for both kinds of token", arguments: order)
    func checks(_ test: Case) throws {
        try weChat.post("/_simulator/account", ["appid": .string(TestWeChat.official), "allowed_ips": ["192.0.2.1"]])
        let fields = [("appid", test.appid), ("grant_type", test.grantType), ("secret", test.secret)].compactMap {
            name, value in
            value.map { (name, $0) }
        }
        let query = fields.map { "\($0)=\($1)" }.joined(separator: "&")
        let body = JSONValue.object(fields.map { JSONValue.Member($0, .string($1)) })
        #expect(try weChat.get("/cgi-bin/token", query)["errcode"] == .integer(test.code))
        #expect(try weChat.post("/cgi-bin/stable_token", body)["errcode"] == .integer(test.code))
    }

    @Test("An address that is not in the list is named in the refusal, and one that is in it passes")
    func addresses() throws {
        try weChat.post("/_simulator/account", ["appid": .string(TestWeChat.official), "allowed_ips": ["192.0.2.1"]])
        let body = TestWeChat.stableBody()
        let refusal = try weChat.post("/cgi-bin/stable_token", body, headers: ["X-Real-IP": "192.0.2.7"])
        #expect(
            refusal["errmsg"]?.string?.hasPrefix("invalid ip 192.0.2.7 ipv6 ::ffff:192.0.2.7, not in whitelist rid: ")
                == true)
        #expect(try weChat.post("/cgi-bin/stable_token", body, headers: ["X-Real-IP": "192.0.2.1"])["errcode"] == nil)
        #expect(try weChat.stableToken()["errmsg"]?.string?.hasPrefix("invalid ip 127.0.0.1 ") == true)
    }

    @Test("null takes the list away again")
    func noList() throws {
        for list in [["192.0.2.1"], nil] as [JSONValue] {
            try weChat.post("/_simulator/account", ["appid": .string(TestWeChat.official), "allowed_ips": list])
        }
        #expect(try weChat.stableToken()["errcode"] == nil)
    }

    @Test("The list holds for calls with an access_token too, and for mini programs that have one")
    func everyCall() throws {
        let token = try weChat.token()
        try weChat.post("/_simulator/account", ["appid": .string(TestWeChat.official), "allowed_ips": ["192.0.2.1"]])
        #expect(try weChat.check(token) == 40164)
        let query = "access_token=\(token["access_token"]?.string ?? "")"
        let allowed = try weChat.get("/cgi-bin/getcallbackip", query, headers: ["X-Real-IP": "192.0.2.1"])
        #expect(allowed["ip_list"] != nil)
        #expect(try weChat.token(TestWeChat.miniProgram, TestWeChat.miniProgramSecret)["errcode"] == nil)
        try weChat.post("/_simulator/account", ["appid": .string(TestWeChat.miniProgram), "allowed_ips": []])
        #expect(try weChat.token(TestWeChat.miniProgram, TestWeChat.miniProgramSecret)["errcode"] == 40164)
    }

    @Test(
        "A frozen secret, and an address that an administrator must confirm",
        arguments: [("frozen", 40243), ("ask_ip", 89503)] as [(String, Int64)])
    func switches(name: String, code: Int64) throws {
        let appid = JSONValue.Member("appid", .string(TestWeChat.official))
        try weChat.post("/_simulator/account", .object([appid, JSONValue.Member(name, true)]))
        #expect(try weChat.token()["errcode"] == .integer(code))
        #expect(try weChat.stableToken()["errcode"] == .integer(code))
        #expect(try weChat.token(TestWeChat.official, "wrong")["errcode"] == 40125)
        try weChat.post("/_simulator/account", .object([appid, JSONValue.Member(name, false)]))
        #expect(try weChat.token()["errcode"] == nil)
    }
}
