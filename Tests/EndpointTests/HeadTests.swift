import FastCGI
import Foundation
import HTTP
import JSON
import LoopbackServer
import SQL
import SQLite
import Testing

@testable import auth
@testable import auth_code
@testable import auth_user
@testable import auth_user_openid
@testable import EndpointRuntime
@testable import offiaccount_jssdk
@testable import offiaccount_media
@testable import offiaccount_user
@testable import Storage
@testable import WeChat
@testable import wechat_miniapp_user
@testable import wechat_mp_authorize
@testable import wechat_mp_callback
@testable import wechat_mp_gateway
@testable import wechat_mp_index
@testable import wx
@testable import wx_api_jssdk_config
@testable import wx_api_measurements
@testable import wx_api_measurements_analyze
@testable import wx_api_measurements_remark
@testable import wx_api_measurements_shared
@testable import wx_api_measurements_token
@testable import wx_api_payment
@testable import wx_auth
@testable import wx_auth2
@testable import wx_auth_get_openid_by_code
@testable import wx_auth_is_openid_registered
@testable import wx_auth_login
@testable import wx_auth_register
@testable import wx_config
@testable import wx_oauth
@testable import wx_oauth_callback
@testable import wx_service

/// Web servers, link previews and monitors send HEAD to whatever address they find.
@Suite("HEAD", .timeLimit(.minutes(5)))
struct HeadTests {
    static var endpoints: [any Endpoint.Type] {
        [
            Auth.self, AuthCode.self, AuthUser.self, AuthUserOpenid.self, OffiaccountJssdk.self, OffiaccountMedia.self,
            OffiaccountUser.self, WechatMiniappUser.self, WechatMpAuthorize.self, WechatMpCallback.self,
            WechatMpGateway.self, WechatMpIndex.self, Wx.self, WxApiJssdkConfig.self, WxApiMeasurements.self,
            WxApiMeasurementsAnalyze.self, WxApiMeasurementsRemark.self, WxApiMeasurementsShared.self,
            WxApiMeasurementsToken.self, WxApiPayment.self, WxAuth.self, WxAuth2.self, WxAuthGetOpenidByCode.self,
            WxAuthIsOpenidRegistered.self, WxAuthLogin.self, WxAuthRegister.self, WxConfig.self, WxOauth.self,
            WxOauthCallback.self, WxService.self,
        ]
    }

    /// Those whose GET only reads.
    static let safe: Set<String> = [
        "auth-user-openid", "wechat-miniapp-user", "wechat-mp-gateway", "wechat-mp-index", "wx", "wx-api-measurements",
        "wx-auth-is-openid-registered", "wx-config", "wx-service",
    ]

    /// A program's name is its module's.
    static func program(_ type: any Endpoint.Type) -> String {
        String(String(reflecting: type).prefix { $0 != "." }).replacing("_", with: "-")
    }

    @Test("is tried below at every endpoint that there is")
    func all() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/../../Sources/Endpoints/"
        let programs = try FileManager.default.contentsOfDirectory(atPath: folder).flatMap {
            try FileManager.default.contentsOfDirectory(atPath: folder + $0).filter { $0.first?.isLowercase == true }
        }
        #expect(Set(programs) == Set(Self.endpoints.map(Self.program)))
    }

    @Test("is answered as GET is, or with 405, and changes nothing: no row, no token, no call of WeChat's")
    func changesNothing() throws {
        let scene = try HeadScene()
        for type in Self.endpoints {
            for route in type.routes {
                let before = try scene.state()
                let answer = scene.site.answer(any: type, scene.request("HEAD", route))
                #expect(try scene.state() == before, "\(route)")
                let allow = answer.response.header("Allow")
                if Self.safe.contains(Self.program(type)) {
                    let get = scene.site.answer(any: type, scene.request("GET", route)).response
                    #expect(try scene.state() == before, "\(route)")
                    #expect(answer.response.status == get.status && get.status == 200, "\(route) \(get.status)")
                    #expect(answer.response.header("Content-Type") == get.header("Content-Type"))
                } else {
                    #expect(answer.response.status == 405, "\(route)")
                    #expect(allow?.isEmpty == false && allow?.contains("HEAD") == false, "\(route) \(allow ?? "")")
                    #expect(answer.setCookies.isEmpty && answer.location.isEmpty && !answer.response.body.isEmpty)
                }
            }
        }
    }

    @Test("would change something at each endpoint where it is refused, were it answered as GET")
    func getActs() throws {
        let scene = try HeadScene()
        for type in Self.endpoints where !Self.safe.contains(Self.program(type)) {
            guard let route = type.routes.first(where: { $0.method == .get }) else { continue }
            let before = try scene.state()
            let answer = scene.site.answer(any: type, scene.request("GET", route))
            #expect(try scene.state() != before, "\(route) \(answer.response.status) \(answer.bodyText)")
        }
    }
}

/// A site in which every GET finds something to do: logins on their way, people logged in, records, a share.
private struct HeadScene {
    let site: LoginSite
    /// Sees what other connections commit.
    private let watcher: SiteDatabase
    private var states: [String: String] = [:]
    private var cookies: [String] = []
    private var share = ""
    private var miniToken = ""

    init() throws {
        site = try LoginSite(extra: "[mini_program]\napp_id = \(ScriptedWeChat.miniAppID)\napp_secret = mini-secret\n")
        site.wechat.on(ScriptedWeChat.follower) { _ in ScriptedWeChat.json(#"{"subscribe":1,"openid":"openid-1"}"#) }
        site.wechat.on(ScriptedWeChat.media) { _ in ScriptedWeChat.json(#"{"errcode":40007}"#) }
        watcher = try site.setting.installation().openDatabase()
        for flow in WebFlow.all {
            let begun = flow.begin(site)
            for route in flow.callback.routes { states[route.path] = begun.state }
            cookies += [begun.cookie, try site.loggedIn(flow.kind)]
        }
        for c0 in 0..<2 { try site.addRecord(c0: c0) }
        share = try #require(
            try site.answer(
                WxApiMeasurementsToken.self, request("GET", "GET /wx/api/measurements/2/token")
            ).data()["token"]?.string)
        // Warms the token store, too.
        _ = site.answer(WxConfig.self, request("GET", WxConfig.routes[0]))
        miniToken = try #require(
            try site.answer(WechatMiniappUser.self, .make("POST", query: "code=a")).json()["token"]?.string)
    }

    /// A good request for the route's path.
    func request(_ method: String, _ route: Route) -> Request {
        let path = route.path.replacing("{record_id}", with: "1").replacing("{token}", with: share)
        // Longer than a state carries.
        let page = "/" + String(repeating: "a", count: 100)
        let signature = (try? GatewaySignature.sign(token: Secret("AAAAA"), timestamp: "1", nonce: "2")) ?? ""
        let query =
            "code=code-\(path.utf8.count)&state=\(states[path] ?? page)&dest=\(page)&redirect=\(page)&media_id=m"
            + "&openid=mini-1&url=https://www.example.com/&signature=\(signature)&timestamp=1&nonce=2&echostr=e"
        let variables = [
            "REQUEST_METHOD": method, "QUERY_STRING": query, "SCRIPT_NAME": path,
            "HTTP_COOKIE": cookies.joined(separator: "; "), "HTTP_AUTHORIZATION": "wechat \(miniToken)",
        ]
        return Request(id: "0123456789abcdef", variables: variables, content: .success([]))
    }

    /// Differs once anything was written or asked.
    func state() throws -> [String] {
        let version = try watcher.attempt { (database) throws(DatabaseError) in
            try database.value("PRAGMA data_version")
        }
        let tokens = site.setting.path + "/state/tokens"
        let files = try FileManager.default.contentsOfDirectory(atPath: tokens).sorted().map { name in
            name + (FileManager.default.contents(atPath: tokens + "/" + name)?.base64EncodedString() ?? "")
        }
        return ["\(site.wechat.allCalls) calls, version \(String(describing: version))"] + files
    }
}
