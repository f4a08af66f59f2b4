import FastCGI
import HTTP
import LoopbackServer
import Testing
import WeChat

@testable import auth_user
@testable import EndpointRuntime
@testable import People

@Suite("GET /2020/wechat/auth/user", .timeLimit(.minutes(5)))
struct AuthUserTests {
    let site: LoginSite
    let cookie: String

    init() throws {
        site = try LoginSite()
        cookie = try site.loggedIn(.officialAccount)
    }

    private var answer: Answer { site.answer(AuthUser.self, .get(AuthUser.self, cookie: cookie)) }

    static let profile =
        #"{"city":"广州","country":"中国","headimgurl":"https://thirdwx.qlogo.cn/a/132","language":"zh_CN","#
        + #""nickname":"小明","openid":"openid-1","privilege":["chinaunicom"],"province":"广东","sex":1"#

    @Test("is the profile that WeChat gives for the login")
    func profile() {
        #expect(answer.response.status == 200)
        #expect(answer.bodyText == Self.profile + "}")
        #expect(answer.response.header("Cache-Control") == "no-store")
        #expect(answer.response.header("Content-Type") == "application/json; charset=utf-8")
        site.wechat.answer(ScriptedWeChat.userInfo, ScriptedWeChat.profile("openid-1", more: #","unionid":"u""#))
        #expect(answer.bodyText == Self.profile + #","unionid":"u"}"#)
    }

    @Test("renews the permission when needed, once", arguments: [470, 0, -100])
    func renewal(left: Int64) throws {
        try site.endToken(in: left)
        #expect(answer.bodyText == Self.profile + "}")
        #expect(answer.bodyText == Self.profile + "}")
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == 1)
    }

    @Test(
        "is 401 without a login",
        arguments: ["", "bbt_wechat_session=x", "session=\(String(repeating: "0", count: 64))"])
    func noLogin(cookie: String) {
        expect(site.answer(AuthUser.self, .get(AuthUser.self, cookie: cookie)), 401, "请先登录微信")
        #expect(site.wechat.calls(ScriptedWeChat.userInfo) == 0)
    }

    @Test("is 401 when the refresh_token is dead", arguments: [40030, 42002, 42007])
    func deadGrant(code: Int) throws {
        try site.endToken(in: 0)
        site.wechat.refuse(ScriptedWeChat.refresh, code)
        expect(answer, 401, "请先登录微信")
        expect(answer, 401, "请先登录微信")
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == 1)
    }

    @Test(
        "is 401 when WeChat's profile call says that the permission is over, and asks no more",
        arguments: [40030, 42002, 42007, 50001])
    func deadGrantOnProfile(code: Int) throws {
        site.wechat.refuse(ScriptedWeChat.userInfo, code)
        let asked = site.wechat.calls(ScriptedWeChat.userInfo)
        expect(answer, 401, "请先登录微信")
        expect(answer, 401, "请先登录微信")
        #expect(site.wechat.calls(ScriptedWeChat.userInfo) == asked + 1)
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == 0)
    }

    @Test("tells WeChat's refusals and failures apart", arguments: [(45011, 400), (48001, 400), (-1, 504)])
    func refusals(code: Int, status: Int) {
        site.wechat.refuse(ScriptedWeChat.userInfo, code)
        expect(answer, status, status == 504 ? "微信服务器超时" : "微信拒绝了请求")
    }

    @Test("is 504 when WeChat does not answer")
    func hanging() {
        site.wechat.on(ScriptedWeChat.userInfo) { _ in [.hang, .close] }
        expect(answer, 504, "微信服务器超时")
    }

    private func expect(_ answer: Answer, _ status: Int, _ message: String) {
        #expect(answer.response.status == status)
        #expect(answer.bodyText == #"{"status":\#(status),"msg":"\#(message)","data":null}"#)
    }
}
