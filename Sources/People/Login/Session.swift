internal import Platform

/// A session as stored in the database. Its id, which the browser sends, is not stored: only the id's SHA-256.
package struct Session: Sendable, Equatable {
    package let tokenHash: [UInt8]
    package let kind: SessionKind
    /// Nil for the visitor of a snapshot page, and while nobody has logged in yet.
    package let userID: Int64?
    package let appID: String
    /// Nil while nobody has logged in yet.
    package let openid: String?
    /// Unix seconds.
    package let createdAt: Int64
    /// Unix seconds.
    package let expiresAt: Int64
    package let revokedAt: Int64?

    /// Its name for operators: the beginning of its hash, which is not secret.
    package var name: String { Hex.encode(Array(tokenHash.prefix(Session.nameLength))) }

    /// Bytes of the hash in a name.
    static let nameLength = 8

    /// Whether it is valid now.
    func isLive(_ now: Int64) -> Bool { revokedAt == nil && now < expiresAt }
}

/// Selects sessions; nil: any.
package struct SessionFilter: Sendable {
    package var kind: SessionKind?
    package var userID: Int64?
    package var openid: String?

    package init(kind: SessionKind? = nil, userID: Int64? = nil, openid: String? = nil) {
        self.kind = kind
        self.userID = userID
        self.openid = openid
    }
}
