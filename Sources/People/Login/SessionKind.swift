package import HTTP
internal import Site

/// The documented API to which a session belongs. It is invalid at any other API, whatever cookie carries it.
package enum SessionKind: String, CaseIterable, Sendable {
    case boilerplate
    case jssdkServer = "jssdk_server"
    case measurements
    case officialAccount = "official_account"
    /// The boilerplate API's mini program.
    case miniProgram = "mini_program"
    /// The wx-auth API, whose sessions are JSON web tokens.
    case wxAuth = "wx_auth"

    /// Whether it belongs to the mini program (小程序) instead of the official account (公众号).
    var isMiniProgram: Bool { self == .miniProgram || self == .wxAuth }

    /// The name of the API's cookie; nil when its clients are not browsers.
    package var cookie: HeaderName? {
        switch self {
        case .boilerplate: "session"
        case .jssdkServer: "wechat_jssdk_server_openid"
        case .measurements: "sid"
        case .officialAccount: "bbt_wechat_session"
        case .miniProgram, .wxAuth: nil
        }
    }

    /// Seconds from login to expiry, however much it is used.
    func lifetime(_ settings: SessionSettings) -> Int64 {
        Int64(self == .measurements ? settings.measurementsLifetime : settings.lifetime)
    }

    /// The path of the API's callback, relative to the path at which a login starts or continues, so that a site that
    /// serves the API under another prefix gets its callbacks there too.
    func callbackPath(seenFrom path: String) -> String {
        let (start, callback, documented) = paths
        if path.hasSuffix(callback) { return path }
        if path.hasSuffix(start) { return String(path.dropLast(start.count)) + callback }
        if self == .measurements { return startPath(seenFrom: path) + "/callback" }
        return documented
    }

    /// The path at which a login of the measurements API starts, relative to one of its endpoints: `…/wx/oauth` from
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
