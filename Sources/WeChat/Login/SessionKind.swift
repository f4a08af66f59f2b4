package import HTTP

/// Which documented API a session belongs to. A session of one is none of another's, whatever cookie it comes in.
package enum SessionKind: String, CaseIterable, Sendable {
    case boilerplate
    case jssdkServer = "jssdk_server"
    case measurements
    case officialAccount = "official_account"
    /// The boilerplate API's mini program.
    case miniProgram = "mini_program"
    /// The wx-auth API, whose sessions are JSON web tokens.
    case wxAuth = "wx_auth"

    /// Whether it is of the mini program, 小程序, and not of the official account, 公众号.
    var isMiniProgram: Bool { self == .miniProgram || self == .wxAuth }

    /// The name of the API's cookie; nil when its clients are no browsers.
    package var cookie: HeaderName? {
        switch self {
        case .boilerplate: "session"
        case .jssdkServer: "wechat_jssdk_server_openid"
        case .measurements: "sid"
        case .officialAccount: "bbt_wechat_session"
        case .miniProgram, .wxAuth: nil
        }
    }

    /// Seconds from login to the end, however much it is used.
    func lifetime(_ settings: SessionSettings) -> Int64 {
        Int64(self == .measurements ? settings.measurementsLifetime : settings.lifetime)
    }

    /// The path of the API's callback, seen from the path at which a login starts or goes on: so that a site which serves
    /// the API under another prefix gets its callbacks there too.
    func callbackPath(seenFrom path: String) -> String {
        let (start, callback, documented) = paths
        if path.hasSuffix(callback) { return path }
        if path.hasSuffix(start) { return String(path.dropLast(start.count)) + callback }
        if self == .measurements { return startPath(seenFrom: path) + "/callback" }
        return documented
    }

    /// The path at which a login of the measurements API starts, seen from one of its endpoints: `…/wx/oauth` from
    /// `…/wx/api/…`.
    func startPath(seenFrom path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard let api = parts.lastIndex(of: "api"), api > 0 else { return paths.start }
        return parts[..<api].joined(separator: "/") + "/oauth"
    }

    private var paths: (start: String, callback: String, documented: String) {
        switch self {
        case .boilerplate:
            ("/wechat-mp/authorize", "/wechat-mp/callback", "/boilerplate/api/v1/wechat-mp/callback")
        case .jssdkServer: ("/wx/auth", "/wx/auth2", "/wx/auth2")
        case .measurements: ("/wx/oauth", "/wx/oauth/callback", "/wx/oauth/callback")
        case .officialAccount, .miniProgram, .wxAuth: ("/auth", "/auth/code", "/2020/wechat/auth/code")
        }
    }
}
