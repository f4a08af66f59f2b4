internal import HTTP
internal import Platform
internal import Site
internal import WeChat

/// The cookie that proves that a callback comes from the browser that started the login. Without it, attackers could
/// make somebody else's browser complete their own login.
///
/// There is one per browser. It outlives a login by minutes, so that two logins in two tabs, and a callback that is
/// sent twice, all find it.
struct BrowserBinding {
    private let isSecure: Bool
    private let lifetime: Int

    /// With HTTPS, a name that browsers accept only from this very host: no other host of the domain can plant it.
    /// Plain HTTP has no such name.
    private var name: HeaderName { isSecure ? "__Host-wechat_login" : "wechat_login" }

    private static let length = 43

    init(_ configuration: Configuration) {
        // `secure = false` concerns the sessions' cookies, which may be needed over plain HTTP too.
        isSecure = configuration.sessions.isSecure || configuration.publicURL.scheme == "https"
        lifetime = configuration.login.stateLifetime + Int(LoginState.repeatable)
    }

    /// The value to which a new login is bound: the browser's existing one, else a new one.
    func value(for request: Request) -> String {
        request.cookies(name.text).first(where: BrowserBinding.isValue)
            ?? Random.alphanumeric(BrowserBinding.length)
    }

    func cookie(_ value: String) -> SetCookie {
        SetCookie(name, value, maxAge: lifetime, isSecure: isSecure)
    }

    /// What a login stores of the cookie.
    static func mark(_ value: String) throws(WeChatError) -> [UInt8] {
        Array(try Fingerprint.of(value).prefix(LoginState.markLength))
    }

    /// The marks of all values that the request sends.
    func shownMarks(_ request: Request) throws(WeChatError) -> [[UInt8]] {
        var marks: [[UInt8]] = []
        for value in request.distinctCookies(name, where: BrowserBinding.isValue) {
            marks.append(try BrowserBinding.mark(value))
        }
        return marks
    }

    private static func isValue(_ text: String) -> Bool {
        text.utf8.count == length && text.utf8.allSatisfy(Account.isWordByte)
    }
}

extension Request {
    /// The distinct well-formed values of the cookies with one name. Other hosts of the domain may have planted any
    /// number of them before the site's own, so none is skipped; web servers limit how many there can be.
    func distinctCookies(_ name: HeaderName, where isRight: (String) -> Bool) -> [String] {
        var seen: Set<String> = []
        return cookies(name.text).filter { isRight($0) && seen.insert($0).inserted }
    }
}
