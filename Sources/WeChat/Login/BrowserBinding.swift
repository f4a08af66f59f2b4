internal import HTTP
internal import Platform

/// The cookie by which a callback proves that it comes from the browser in which the login was started: without it,
/// somebody could have another's browser complete his own login.
///
/// It is one per browser and outlives a login by minutes, so that two logins in two tabs, and a callback that is sent
/// twice, all find it.
struct BrowserBinding {
    private let isSecure: Bool
    private let lifetime: Int

    /// With HTTPS, a name that browsers take from this very host only: no other host of the domain can plant it. Over
    /// plain HTTP there is no such name.
    private var name: HeaderName { isSecure ? "__Host-wechat_login" : "wechat_login" }

    private static let length = 43

    init(_ configuration: Configuration) {
        // `secure = false` is about the sessions' cookies, which may be wanted over plain HTTP too.
        isSecure = configuration.sessions.isSecure || configuration.publicURL.scheme == "https"
        lifetime = configuration.login.stateLifetime + Int(LoginState.repeatable)
    }

    /// The value to bind a new login to: the one that the browser has, else a new one.
    func value(for request: Request) -> String {
        request.cookies(name.text).first(where: BrowserBinding.isValue)
            ?? Random.alphanumeric(BrowserBinding.length)
    }

    func cookie(_ value: String) -> SetCookie {
        SetCookie(name, value, maxAge: lifetime, isSecure: isSecure)
    }

    /// What a login keeps of the cookie.
    static func mark(_ value: String) throws(WeChatError) -> [UInt8] {
        Array(try Fingerprint.of(value).prefix(LoginState.markLength))
    }

    /// The marks of all values that the request shows.
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
    /// The values of the cookies of one name that look right, each once. Other hosts of the domain may have planted any
    /// number of them in front of the site's own: none is left out, as web servers limit how many there can be.
    func distinctCookies(_ name: HeaderName, where isRight: (String) -> Bool) -> [String] {
        var seen: Set<String> = []
        return cookies(name.text).filter { isRight($0) && seen.insert($0).inserted }
    }
}
