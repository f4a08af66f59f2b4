import Foundation
import HTTPClient
import JSON
import Testing

@Suite("A nickname that means harm", .timeLimit(.minutes(2)))
struct ProfileTextTests {
    static let nickname = "\"'<script>alert(1)</script>\u{7}\t🐼&amp; \\u0000 \u{2028}王"

    @Test("arrives intact in JSON, in userinfo= and, escaped, in HTML")
    func everywhere() throws {
        let site = try Site(workers: 1)
        try site.simulator("POST", "people", ["id": "noise", "nickname": .string(Self.nickname), "follows": true])
        let browser = Browser()
        try site.logIn(.officialAccount, browser, person: "noise")
        #expect(try browser.get(site.address + "/2020/wechat/auth/user").json()["nickname"]?.string == Self.nickname)
        let location = try #require(try site.logIn(.jssdkServer, browser, person: "noise").location)
        let items = try #require(URLComponents(string: location)?.queryItems)
        let userInfo = try #require(items.first { $0.name == "userinfo" }?.value)
        #expect(try JSONValue(parsing: Array(userInfo.utf8))["nickname"]?.string == Self.nickname)
        try site.logIn(.boilerplate, browser, person: "noise")
        let page = try browser.get(site.address + "/boilerplate/wechat/mp/index").text
        #expect(page.contains("&quot;&#39;&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(page.contains("🐼&amp;amp;"))
        #expect(!page.contains("<script"))
        let shown = try site.wechatctl("users", "show", site.openid("noise")).output
        #expect(shown.contains("<script>") && !shown.contains("\u{7}"), "no terminal is rung")
    }
}
