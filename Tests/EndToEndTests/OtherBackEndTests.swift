import Foundation
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

    private func session(_ site: Site, _ cookies: [String: String]) throws -> JSONValue {
        let json = JSONValue.object(cookies.map { .init($0.key, .string($0.value)) })
        let script = "\(Repository.root)/Tests/EndToEndTests/Support/Python/other-backend.py"
        let command = try Command.run("/usr/bin/python3", [script, site.address + "/2020/wechat", json.text])
        #expect(command.status == 0, "\(command.errors)")
        return try JSONValue(parsing: Array(command.output.utf8))
    }
}
