import FastCGI
import HTTP
import JSON
import LoopbackServer
import Testing
import WeChat

@testable import EndpointRuntime
@testable import People
@testable import wx_auth

@Suite("GET /wx/auth", .timeLimit(.minutes(5)))
struct WxAuthTests {
    let site: LoginSite

    init() throws { site = try LoginSite() }

    private func visit(_ query: String, cookie: String = "") -> Answer {
        site.answer(WxAuth.self, .get(WxAuth.self, query, cookie: cookie))
    }

    @Test("sends who is not known to WeChat's page", arguments: ["", "&scope=snsapi_userinfo", "&scope=snsapi_base"])
    func start(scope: String) {
        let answer = visit("dest=/a" + scope)
        #expect(answer.isAtWeChat)
        #expect(answer.location.contains(scope.isEmpty ? "&scope=snsapi_userinfo&" : scope + "&"))
        #expect(answer.callback == "https://www.example.com/wx/auth2")
        #expect(answer.setCookies.count == 1 && answer.cookie.hasPrefix("__Host-wechat_login="))
    }

    @Test("sends who authorized before straight back, with the profile")
    func known() throws {
        let cookie = try site.loggedIn(.jssdkServer)
        let answer = visit("dest=https%3A%2F%2Fok.example%2Fp%3Fa%3D1%23b", cookie: cookie)
        #expect(answer.response.status == 302)
        #expect(answer.location.hasPrefix("https://ok.example/p?a=1&userinfo=%7B") && answer.location.hasSuffix("#b"))
        let expected: JSONValue = [
            "openid": "openid-1", "nickname": "小明", "sex": 1, "province": "广东", "city": "广州", "country": "中国",
            "headimgurl": "https://thirdwx.qlogo.cn/a/132", "privilege": ["chinaunicom"],
        ]
        #expect(try answer.userInfo() == expected)
        #expect(answer.setCookies.isEmpty)
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == 0)
        #expect(visit("dest=/a&openid=openid-1", cookie: cookie).location.contains("userinfo="))
        site.wechat.answer(ScriptedWeChat.userInfo, ScriptedWeChat.profile("openid-1", more: #","unionid":"u""#))
        #expect(try visit("dest=/a", cookie: cookie).userInfo()["unionid"]?.string == "u")
    }

    @Test("gives the openid alone for snsapi_base, without asking WeChat")
    func base() throws {
        let cookie = try site.loggedIn(.jssdkServer, scope: "snsapi_base")
        #expect(try visit("dest=/a&scope=snsapi_base", cookie: cookie).userInfo() == ["openid": "openid-1"])
        #expect(visit("dest=/a", cookie: cookie).isAtWeChat)
        #expect(site.wechat.calls(ScriptedWeChat.userInfo) == 0)
    }

    @Test("renews the permission first when it has less than eight minutes left", arguments: [(470, 1), (490, 0)])
    func renewal(left: Int64, refreshes: Int) throws {
        let cookie = try site.loggedIn(.jssdkServer)
        try site.endToken(in: left)
        #expect(try visit("dest=/a", cookie: cookie).userInfo()["nickname"]?.string == "小明")
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == refreshes)
    }

    @Test(
        "falls back to WeChat's page when the profile is not to be had",
        arguments: [ScriptedWeChat.userInfo, ScriptedWeChat.refresh], [40001, 40003, 42002, -1])
    func fallback(path: String, code: Int) throws {
        let cookie = try site.loggedIn(.jssdkServer)
        if path == ScriptedWeChat.refresh { try site.endToken(in: 0) }
        site.wechat.refuse(path, code)
        let answer = visit("dest=/a", cookie: cookie)
        #expect(answer.isAtWeChat)
        #expect((answer.log != nil) == (code != 42002), "that a permission is over is no failure")
    }

    @Test("believes no openid that somebody types in")
    func typedOpenid() throws {
        let cookie = try site.loggedIn(.jssdkServer)
        _ = try site.loggedIn(.jssdkServer, openid: "openid-2")
        #expect(visit("dest=/a&openid=openid-1").isAtWeChat)
        #expect(visit("dest=/a&openid=openid-2", cookie: cookie).isAtWeChat)
        #expect(visit("dest=/a", cookie: "wechat_jssdk_server_openid=openid-1").isAtWeChat)
        #expect(site.wechat.calls(ScriptedWeChat.userInfo) == 0)
    }

    @Test("refuses a dest that is absent or not allowed", arguments: BadValue.addresses)
    func refuses(value: BadValue) throws {
        let cookie = try site.loggedIn(.jssdkServer)
        for query in ["dest=\(value.raw)", "Dest=/a", ""] {
            let answer = visit(query, cookie: cookie)
            #expect(answer.response.status == 400)
            #expect(answer.bodyText == #"{"state":{"code":4000000,"msg":"Parameter Error"},"data":""}"#)
        }
    }

    @Test("refuses a scope that is none", arguments: ["snsapi_login", "SNSAPI_BASE", "snsapi_base%26a=b", "%zz"])
    func scopes(scope: String) {
        #expect(visit("dest=/a&scope=\(scope)").response.status == 400)
    }
}
