/// A login in progress, from its state or from the database. The state itself, which WeChat and the browser carry, is
/// not stored: only its SHA-256.
struct LoginState: Sendable {
    let stateHash: [UInt8]
    let kind: SessionKind
    let returnURL: String
    let scope: OAuthScope
    /// The mark of the cookie that the callback must show; nil: it needs none.
    let browserMark: [UInt8]?
    /// The mark of the session that the browser had when the login began, and that ends with it; nil: none.
    var sessionMark: [UInt8]?
    let createdAt: Int64
    let expiresAt: Int64
    /// When it was completed; nil: not yet.
    var usedAt: Int64?
    /// SHA-256 of the code with which it was completed.
    var codeHash: [UInt8]?
    /// SHA-256 of the address and the User-Agent of the client that completed it.
    var clientHash: [UInt8]?
    /// The redirect and the session, sealed: the answer to a repeated callback. Nil when nothing tells whether that
    /// comes from the same browser.
    var outcome: [UInt8]?

    /// Bytes of a SHA-256 that serve as a mark: within ten minutes, nobody finds another text with the same ones.
    static let markLength = 8

    /// Seconds in which a repeated callback gets the first one's answer.
    static let repeatable: Int64 = 120

    /// Seconds in which WeChat's web view sends the second of two callbacks.
    static let doubled: Int64 = 10

    /// Whether it can still be completed, or its answer repeated.
    func isOpen(_ now: Int64) -> Bool {
        guard let usedAt else { return now < expiresAt }
        return (0...LoginState.repeatable).contains(now - usedAt)
    }
}

/// What a site asks a person to allow.
package enum OAuthScope: String, Sendable {
    /// The openid, without a page.
    case base = "snsapi_base"
    /// Name, picture and so on, which the person allows on a page.
    case userInfo = "snsapi_userinfo"

    /// Whether it is among the comma-separated scopes that a person allowed.
    func isGranted(by scopes: String) -> Bool { scopes.split(separator: ",").contains { $0 == rawValue } }
}
