/// A login that somebody began, as its state carries it or the database has it. The state itself, which WeChat and the
/// browser carry, is nowhere: only its SHA-256.
struct LoginState: Sendable {
    let stateHash: [UInt8]
    let kind: SessionKind
    let returnURL: String
    let scope: OAuthScope
    /// What is kept of the cookie that the callback must show; nil: it needs none.
    let browserMark: [UInt8]?
    /// What is kept of the session that the browser had when the login began, which ends with it; nil: none.
    var sessionMark: [UInt8]?
    let createdAt: Int64
    let expiresAt: Int64
    /// When it was completed; nil: not yet.
    var usedAt: Int64?
    /// SHA-256 of the code that it was completed with.
    var codeHash: [UInt8]?
    /// SHA-256 of the address and the browser that completed it.
    var clientHash: [UInt8]?
    /// Where the browser was sent and with which session, sealed: the answer to a repeated callback. Nil where nothing
    /// tells whether it comes from the same browser.
    var outcome: [UInt8]?

    /// Bytes of a SHA-256 that a login keeps as a mark: in ten minutes, nobody finds another text that has them.
    static let markLength = 8

    /// Seconds in which a repeated callback gets the answer to the first.
    static let repeatable: Int64 = 120

    /// Seconds in which WeChat's webview sends the second of two callbacks.
    static let doubled: Int64 = 10

    /// Whether it can be completed, or its answer repeated.
    func isOpen(_ now: Int64) -> Bool {
        guard let usedAt else { return now < expiresAt }
        return (0...LoginState.repeatable).contains(now - usedAt)
    }
}

/// What a site asks a person for.
package enum OAuthScope: String, Sendable {
    /// The openid, without a page.
    case base = "snsapi_base"
    /// Name, picture and so on, on a page where the person allows it.
    case userInfo = "snsapi_userinfo"

    /// Whether it is among the scopes that WeChat says a person allowed, separated by commas.
    func isGranted(by scopes: String) -> Bool { scopes.split(separator: ",").contains { $0 == rawValue } }
}
