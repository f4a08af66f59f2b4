import FastCGI
import HTTP
import LoopbackServer
import Testing

@testable import auth
@testable import auth_code
@testable import auth_user
@testable import auth_user_openid
@testable import EndpointRuntime
@testable import offiaccount_media
@testable import offiaccount_user
@testable import wechat_mp_authorize
@testable import wechat_mp_callback
@testable import wechat_mp_index
@testable import wx_auth
@testable import wx_auth2
@testable import wx_oauth
@testable import wx_oauth_callback

@Suite("What every endpoint of the web login does", .timeLimit(.minutes(5)))
struct LoginEndpointsTests {
    static var pages: [(type: any Endpoint.Type, parameters: [String])] {
        [
            (WechatMpAuthorize.self, ["redirect", "next"]), (WechatMpCallback.self, ["code", "state"]),
            (WechatMpIndex.self, []), (WxAuth.self, ["dest", "scope", "openid"]), (WxAuth2.self, ["code", "state"]),
            (WxOauth.self, ["redirect"]), (WxOauthCallback.self, ["code", "state"]), (Auth.self, ["state"]),
            (AuthCode.self, ["code", "state"]),
        ]
    }

    static var shared: [(type: any Endpoint.Type, parameters: [String])] {
        [
            (AuthUser.self, []), (AuthUserOpenid.self, []), (OffiaccountUser.self, []),
            (OffiaccountMedia.self, ["media_id"]),
        ]
    }

    @Test("survives a broken parameter: no fault of ours, no redirect to a foreign host", arguments: BadValue.addresses)
    func badParameters(value: BadValue) throws {
        let site = try LoginSite()
        for (type, parameters) in Self.pages + Self.shared {
            for name in parameters {
                for rest in ["", "&dest=/a&media_id=a", "&code=a", "&state=a"] where !rest.contains(name + "=") {
                    let answer = Self.answer(site, type, "\(name)=\(value.raw)\(rest)")
                    #expect(
                        answer.isHarmless, "\(type) \(name): \(answer.response.status) \(answer.location.prefix(99))")
                    #expect(answer.log?.contains("\n") != true)
                }
            }
        }
    }

    @Test("survives a broken cookie", arguments: BadValue.all)
    func badCookies(value: BadValue) throws {
        let site = try LoginSite()
        site.wechat.refuse(ScriptedWeChat.media, 40007)
        let names = ["session", "wechat_jssdk_server_openid", "sid", "bbt_wechat_session", "__Host-wechat_login"]
        let cookie = names.map { "\($0)=\(value.raw)" }.joined(separator: "; ")
        for (type, _) in Self.pages + Self.shared {
            let answer = Self.answer(site, type, "dest=/a&media_id=a&state=a", cookie: cookie)
            #expect(answer.isHarmless, "\(type): \(answer.response.status)")
            #expect(!answer.setCookies.contains { $0.contains(value.raw) && !value.raw.isEmpty })
        }
    }

    @Test("answers other methods with 405 and Allow", arguments: ["POST", "PUT", "DELETE"])
    func methods(method: String) throws {
        let site = try LoginSite()
        for (type, _) in Self.pages + Self.shared {
            let answer = Self.answer(site, type, "", method: method)
            #expect(answer.response.status == 405)
            #expect(answer.response.header("Allow") == Self.methods(of: type))
            #expect(answer.setCookies.isEmpty && answer.location.isEmpty)
        }
    }

    @Test("lets configured origins read what scripts ask for, with credentials, and nobody read a page visit")
    func cors() throws {
        let site = try LoginSite()
        for (origin, isAllowed) in [("https://h5.example.net", true), ("https://evil.com", false), ("null", false)] {
            for (type, _) in Self.shared {
                for method in ["GET", "OPTIONS"] {
                    let response = Self.answer(site, type, "", method: method, origin: origin).response
                    #expect(response.header("Access-Control-Allow-Origin") == (isAllowed ? origin : nil))
                    #expect(response.header("Access-Control-Allow-Credentials") == (isAllowed ? "true" : nil))
                    #expect(response.header("Vary") == "Origin")
                    guard method == "OPTIONS" else { continue }
                    #expect(response.status == 204)
                    let methods = response.header("Access-Control-Allow-Methods")
                    #expect(methods == (isAllowed ? Self.methods(of: type) : nil))
                }
            }
            for (type, _) in Self.pages {
                let response = Self.answer(site, type, "", method: "OPTIONS", origin: origin).response
                #expect(response.status == 405)
                #expect(response.header("Access-Control-Allow-Origin") == nil)
            }
        }
    }

    @Test("says so when no account is configured")
    func noAccount() throws {
        let setting = try EndpointSetting(hasAccount: false)
        for (type, _) in Self.pages + Self.shared {
            let answer = Self.answers(setting, type, [.make()])[0]
            let text = answer.bodyText
            #expect(["公众号未配置", "account is not configured"].contains { text.contains($0) }, "\(type) \(text)")
            #expect(!text.contains("app_secret"))
        }
    }

    /// What `Allow` names: HEAD only where a GET does nothing.
    private static func methods(of type: any Endpoint.Type) -> String {
        let reads = type == WechatMpIndex.self || type == AuthUserOpenid.self
        return reads ? "GET, HEAD" : "GET"
    }

    private static func answer(
        _ site: LoginSite, _ type: any Endpoint.Type, _ query: String, cookie: String = "", method: String = "GET",
        origin: String? = nil
    ) -> Answer {
        var headers: [String: String] = [:]
        if !cookie.isEmpty { headers["Cookie"] = cookie }
        if let origin { headers["Origin"] = origin }
        return answers(site.setting, type, [.make(method, query: query, headers: headers)])[0]
    }

    /// The answers of one program to requests that come one after another.
    private static func answers(_ setting: EndpointSetting, _ type: any Endpoint.Type, _ requests: [Request])
        -> [Answer]
    {
        func open<E: Endpoint>(_ type: E.Type) -> [Answer] {
            var service = setting.service(type)
            return requests.map { service.answer($0) }
        }
        return open(type)
    }
}
