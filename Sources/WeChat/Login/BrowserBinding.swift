internal import HTTP
internal import Platform

/// The cookie by which a callback proves that it comes from the browser in which the login was started: without it,
/// somebody could have another's browser complete his own login.
///
/// It is one per browser and outlives a login by minutes, so that two logins in two tabs, and a callback that is sent
/// twice, all find it.
struct BrowserBinding {
    private let settings: SessionSettings
    private let lifetime: Int

    /// With HTTPS, a name that browsers take from this very host only: no other host of the domain can plant it.
    private var name: HeaderName { settings.isSecure ? "__Host-wechat_login" : "wechat_login" }

    private static let length = 43

    init(_ configuration: Configuration) {
        settings = configuration.sessions
        lifetime = configuration.login.stateLifetime + Int(LoginState.repeatable)
    }

    /// The value to bind a new login to: the one that the browser has, else a new one.
    func value(for request: Request) -> String {
        request.cookies(name.text).first(where: BrowserBinding.isValue)
            ?? Random.alphanumeric(BrowserBinding.length)
    }

    func cookie(_ value: String) -> SetCookie {
        SetCookie(name, value, maxAge: lifetime, isSecure: settings.isSecure)
    }

    /// The hashes of all values that the request shows.
    func shownHashes(_ request: Request) throws(WeChatError) -> [[UInt8]] {
        var hashes: [[UInt8]] = []
        for value in request.cookies(name.text).filter(BrowserBinding.isValue).prefix(8) {
            hashes.append(try Fingerprint.of(value))
        }
        return hashes
    }

    private static func isValue(_ text: String) -> Bool {
        text.utf8.count == length && text.utf8.allSatisfy(Account.isWordByte)
    }
}
