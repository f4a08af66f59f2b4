import FastCGI
import HTTP
import SQL
import SQLite
import Testing

@testable import EndpointRuntime
@testable import People
@testable import Storage
@testable import WeChat
@testable import wechat_mp_index

@Suite("GET /boilerplate/wechat/mp/index")
struct WechatMpIndexTests {
    @Test(
        "shows the login link to who is not logged in",
        arguments: ["", "session=x", "session=" + String(repeating: "0", count: 64)])
    func invitation(cookie: String) throws {
        let site = try LoginSite()
        let answer = site.answer(WechatMpIndex.self, .get(WechatMpIndex.self, cookie: cookie))
        #expect(answer.response.status == 200)
        #expect(answer.response.header("Content-Type") == "text/html; charset=utf-8")
        #expect(answer.response.header("Cache-Control") == "no-store")
        #expect(answer.response.header("Content-Security-Policy")?.hasPrefix("default-src 'none'") == true)
        #expect(answer.bodyText.contains(#"href="/boilerplate/wechat/api/v1/wechat-mp/authorize""#))
        #expect(answer.setCookies.isEmpty)
    }

    @Test(
        "greets by nickname, which cannot be more than text",
        arguments: [
            ("小明", "小明"), ("", "微信用户"),
            ("<script>alert('1')</script>", "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"),
            (#"" onload="x&amp;"#, "&quot; onload=&quot;x&amp;amp;"),
        ])
    func greeting(nickname: String, shown: String) throws {
        let site = try LoginSite()
        let cookie = try site.loggedIn(.boilerplate, nickname: nickname)
        let answer = site.answer(WechatMpIndex.self, .get(WechatMpIndex.self, cookie: cookie))
        #expect(answer.bodyText.contains("<strong>\(shown)</strong>"))
        #expect(!answer.bodyText.contains("<script"))
        #expect(answer.bodyText.contains(#"<img src="https://thirdwx.qlogo.cn/a/132""#))
        #expect(!answer.bodyText.contains("wechat-mp/authorize"))
    }

    @Test("knows no session of another API")
    func otherKind() throws {
        let site = try LoginSite()
        let id = try site.loggedIn(.officialAccount).split(separator: "=").last ?? ""
        let answer = site.answer(WechatMpIndex.self, .get(WechatMpIndex.self, cookie: "session=\(id)"))
        #expect(answer.bodyText.contains("还没有登录"))
    }

    @Test("offers the login to somebody whose user an operator has deleted")
    func deletedUser() throws {
        let site = try LoginSite()
        let cookie = try site.loggedIn(.boilerplate)
        try site.setting.installation().openDatabase().attempt { (database) throws(DatabaseError) in
            // As in SQLite's own shell.
            try database.execute("PRAGMA foreign_keys = OFF")
            try database.execute("DELETE FROM users")
        }
        let page = site.answer(WechatMpIndex.self, .get(WechatMpIndex.self, cookie: cookie)).bodyText
        #expect(page.contains("wechat-mp/authorize") && !page.contains("快照页"))
    }
}
