import FastCGI
import HTTP
import Testing

@testable import auth
@testable import auth_code
@testable import EndpointRuntime
@testable import People
@testable import WeChat
@testable import wechat_mp_authorize
@testable import wechat_mp_callback
@testable import wx_auth
@testable import wx_auth2
@testable import wx_oauth
@testable import wx_oauth_callback

/// One API's login in browsers: the two programs that it takes.
struct WebFlow: CustomTestStringConvertible {
    let kind: SessionKind
    let start: any Endpoint.Type
    /// In front of the page to return to, in the query of the start.
    let parameter: String
    let callback: any Endpoint.Type

    var testDescription: String { kind.rawValue }

    static var all: [WebFlow] {
        [
            WebFlow(
                kind: .boilerplate, start: WechatMpAuthorize.self, parameter: "redirect",
                callback: WechatMpCallback.self),
            WebFlow(kind: .jssdkServer, start: WxAuth.self, parameter: "dest", callback: WxAuth2.self),
            WebFlow(
                kind: .measurements, start: WxOauth.self, parameter: "redirect", callback: WxOauthCallback.self),
            WebFlow(kind: .officialAccount, start: Auth.self, parameter: "state", callback: AuthCode.self),
        ]
    }

    /// The cookie of the API's sessions.
    var cookie: String { kind.cookie?.text ?? "" }

    func begin(_ site: LoginSite, cookie: String = "", page: String = "/page") -> Answer {
        site.answer(any: start, Self.get(start, "\(parameter)=\(page)", cookie))
    }

    func callback(_ site: LoginSite, state: String, code: String = "c", cookie: String) -> Answer {
        site.answer(any: callback, Self.get(callback, "code=\(code)&state=\(state)", cookie))
    }

    /// Whether an answer gives a session.
    func logsIn(_ answer: Answer) -> Bool {
        answer.setCookies.contains { $0.hasPrefix(cookie + "=") }
    }

    private static func get(_ type: any Endpoint.Type, _ query: String, _ cookie: String) -> Request {
        func open<E: Endpoint>(_ type: E.Type) -> Request { .get(type, query, cookie: cookie) }
        return open(type)
    }
}
