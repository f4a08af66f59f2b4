import Foundation
import HTTPClient
import JSON
import Testing

@Suite("Another back end, in Python", .timeLimit(.minutes(2)))
struct OtherBackEndTests {
    @Test("learns who is logged in from the browser's cookies, foreign ones among them")
    func cookies() throws {
        let site = try Site(workers: 1)
        let foreign = ["csrftoken": "a=b", "_ga": "GA1.2.3", "bbt": "\"quoted, text\"", "name": "%E7%8E%8B"]
        #expect(try session(site, foreign) == [:])
        let browser = Browser(cookies: ["_ga": "GA1.2.3"])
        try site.logIn(.officialAccount, browser)
        let own = browser.cookies.filter { $0.key == "bbt_wechat_session" }
        #expect(own.count == 1)
        let openid = JSONValue.string(try site.openid("xiaoming"))
        #expect(try session(site, own) == ["openid": openid])
        #expect(try session(site, own.merging(foreign) { a, _ in a }) == ["openid": openid])
        #expect(try session(site, ["bbt_wechat_session": "forged"]) == [:])
    }

    @Test("may forward twelve kilobytes of cookies; what is too much is told in JSON")
    func manyCookies() throws {
        let site = try Site(workers: 1)
        let browser = Browser()
        try site.logIn(.officialAccount, browser)
        let session = try #require(browser.cookies["bbt_wechat_session"])
        func answer(_ size: Int, _ session: String) throws -> (status: Int, json: JSONValue) {
            let others = (0..<(size / 32)).map { "foreign_cookie_number_\(10_000 + $0)=abc; " }.joined()
            let reply = try site.get(
                "/2020/wechat/auth/user/openid", headers: [("Cookie", others + "bbt_wechat_session=" + session)])
            return (reply.status, try reply.json())
        }
        #expect(try answer(12_288, session).json["openid"]?.string == site.openid("xiaoming"))
        let stranger = try answer(12_288, "x")
        #expect(stranger.status == 401 && stranger.json["data"] == .null)
        let tooMuch = try answer(20_000, session)
        #expect(tooMuch.status == 431 && tooMuch.json["error"]?["code"] == 431)
    }

    private func session(_ site: Site, _ cookies: [String: String]) throws -> JSONValue {
        let json = JSONValue.object(cookies.map { .init($0.key, .string($0.value)) })
        let script = "\(Repository.root)/Tests/EndToEndTests/Support/Python/other-backend.py"
        let command = try Command.run("/usr/bin/python3", [script, site.address + "/2020/wechat", json.text])
        #expect(command.status == 0, "\(command.errors)")
        return try JSONValue(parsing: Array(command.output.utf8))
    }
}
