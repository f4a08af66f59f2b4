import HTTP
import JSON
import Testing

@testable import wechat_simulator

@Suite("What every call with an access_token looks at first")
struct CallChecksTests {
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    private static let posts = [
        "/cgi-bin/menu/create", "/cgi-bin/message/custom/send", "/cgi-bin/message/template/send",
        "/cgi-bin/message/subscribe/send", "/cgi-bin/qrcode/create", "/cgi-bin/user/info/batchget",
        "/cgi-bin/clear_quota", "/cgi-bin/callback/check", "/cgi-bin/openapi/quota/get",
    ]
    private static let gets = ["/cgi-bin/menu/get", "/cgi-bin/menu/delete", "/cgi-bin/user/get"]

    private func code(_ method: String, _ path: String, _ token: String?, _ body: String? = nil) throws -> Int64? {
        let query = token.map { "access_token=\($0)" } ?? ""
        return try JSONValue(parsing: weChat.send(method, path, query: query, body: body).body)["errcode"]?.integer
    }

    @Test("The token: none, unknown, replaced, too old", arguments: posts + gets + ["/cgi-bin/media/uploadimg"])
    func token(path: String) throws {
        let method = Self.gets.contains(path) ? "GET" : "POST"
        let old = try weChat.officialToken()
        #expect(try code(method, path, nil) == 41001)
        #expect(try code(method, path, "9_x") == 40001)
        _ = try weChat.token()
        _ = try weChat.token()
        #expect(try code(method, path, old) == 40001)
        let last = try weChat.officialToken()
        try weChat.advance(7200)
        #expect(try code(method, path, last) == 42001)
    }

    @Test("The method", arguments: posts + gets)
    func method(path: String) throws {
        let isGet = Self.gets.contains(path)
        #expect(try code(isGet ? "POST" : "GET", path, weChat.officialToken()) == (isGet ? 43001 : 43002))
    }

    @Test("The body: none, no JSON, no object", arguments: posts)
    func body(path: String) throws {
        let token =
            path == "/cgi-bin/message/subscribe/send" ? try weChat.miniToken() : try weChat.officialToken()
        #expect(try code("POST", path, token, "") == 44002)
        for body in ["{", "touser=o&msgtype=text", "[]", "\"a\"", "null"] {
            #expect(try code("POST", path, token, body) == 47001, "\(body)")
        }
    }

    @Test(
        "What only official accounts may do, and what only mini programs may",
        arguments: [
            ("POST", "/cgi-bin/menu/create"), ("GET", "/cgi-bin/menu/get"), ("GET", "/cgi-bin/menu/delete"),
            ("POST", "/cgi-bin/message/template/send"), ("POST", "/cgi-bin/qrcode/create"),
            ("GET", "/cgi-bin/user/get"), ("POST", "/cgi-bin/user/info/batchget"),
            ("POST", "/cgi-bin/message/subscribe/send"),
        ])
    func kind(method: String, path: String) throws {
        let isForMiniPrograms = path.contains("subscribe")
        let token = isForMiniPrograms ? try weChat.officialToken() : try weChat.miniToken()
        #expect(try code(method, path, token, "{}") == 48001)
    }

    @Test("A fault on demand stands in for any of them", arguments: posts)
    func fault(path: String) throws {
        try weChat.post("/_simulator/faults", ["path": .string(path), "fault": "errcode:48004"])
        #expect(try code("POST", path, weChat.officialToken(), "{}") == 48004)
    }
}
