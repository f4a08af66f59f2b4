/// A login in progress, from its state or from the database. The state itself, which WeChat and the browser carry, is
/// not stored: only its SHA-256.
internal import WeChat
package struct LoginState: Sendable {
    let stateHash: [UInt8]
    let kind: SessionKind
    package let returnURL: String
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
    package static let repeatable: Int64 = 120

    /// Seconds in which WeChat's web view sends the second of two callbacks.
    static let doubled: Int64 = 10

    /// Whether it can still be completed, or its answer repeated.
    func isOpen(_ now: Int64) -> Bool {
        guard let usedAt else { return now < expiresAt }
        return (0...LoginState.repeatable).contains(now - usedAt)
    }
}
