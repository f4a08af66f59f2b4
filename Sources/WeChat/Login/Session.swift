internal import Crypto

/// A session as the database has it. Its id, which the browser shows, is nowhere: only the id's SHA-256.
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

    /// How operators name it: the beginning of its hash, which is no secret.
    package var name: String { Hex.encode(Array(tokenHash.prefix(Session.nameLength))) }

    /// Bytes of the hash that a name shows.
    static let nameLength = 8

    /// Whether it counts now.
    func isLive(_ now: Int64) -> Bool { revokedAt == nil && now < expiresAt }
}

/// Which sessions are meant; nil: any.
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
