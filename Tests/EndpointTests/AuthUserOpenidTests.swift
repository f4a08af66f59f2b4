import FastCGI
import Foundation
import HTTP
import JSON
import Testing
import WeChat

@testable import auth_user_openid
@testable import EndpointRuntime
@testable import People

@Suite("GET /2020/wechat/auth/user/openid")
struct AuthUserOpenidTests {
    @Test("is the openid, whichever other cookies come along")
    func openid() throws {
        let site = try LoginSite()
        let cookie = try site.loggedIn(.officialAccount)
        for cookie in [
            cookie, "PHPSESSID=a; \(cookie); sid=b", "bbt_wechat_session=stale; \(cookie)",
            "a=\"x; y\"; \(cookie); =; ;;", "\u{FF}=\u{FF}; \(cookie)",
        ] {
            let answer = site.answer(AuthUserOpenid.self, .get(AuthUserOpenid.self, cookie: cookie))
            #expect(answer.response.status == 200)
            #expect(answer.bodyText == #"{"openid":"openid-1"}"#)
            #expect(answer.response.header("Content-Type") == "application/json; charset=utf-8")
            #expect(answer.response.header("Cache-Control") == "no-store")
        }
    }

    @Test("is 401 without a login of this API, as JSON without a key openid")
    func noLogin() throws {
        let site = try LoginSite()
        let id = try site.loggedIn(.boilerplate).split(separator: "=").last ?? ""
        for cookie in ["", "openid=openid-1", "bbt_wechat_session=openid-1", "bbt_wechat_session=\(id)"] {
            let answer = site.answer(AuthUserOpenid.self, .get(AuthUserOpenid.self, cookie: cookie))
            #expect(answer.response.status == 401)
            #expect(answer.bodyText == #"{"status":401,"msg":"请先登录微信","data":null}"#)
            #expect(answer.log == nil)
        }
    }

    @Test("is JSON without a key openid, whatever fails")
    func failures() throws {
        let site = try LoginSite()
        let cookie = try site.loggedIn(.officialAccount)
        let request = Request.get(AuthUserOpenid.self, cookie: cookie)
        try "no database".write(toFile: site.setting.path + "/state/wechat.sqlite3", atomically: true, encoding: .utf8)
        let noAccount = try EndpointSetting(hasAccount: false)
        var broken = noAccount.service(AuthUserOpenid.self)
        for answer in [
            site.answer(AuthUserOpenid.self, request), broken.answer(request),
            site.answer(AuthUserOpenid.self, .make("POST")),
        ] {
            #expect([500, 405].contains(answer.response.status))
            let json = try answer.json()
            #expect(json["status"]?.integer == Int64(answer.response.status))
            #expect(json["openid"] == nil && json["data"] == .null)
        }
    }
}
