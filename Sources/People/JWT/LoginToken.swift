internal import JSON

/// The content of a login token of the wx-auth API (RFC 7519, section 4.1).
struct LoginToken: Sendable {
    let issuer: String
    let audience: String
    /// The user's id.
    let userID: Int64
    /// Unix seconds.
    let issuedAt: Int64
    /// Unix seconds.
    let expiresAt: Int64
    /// `jti`: the id of the session, which can be revoked.
    let sessionID: String

    init(issuer: String, audience: String, userID: Int64, issuedAt: Int64, expiresAt: Int64, sessionID: String) {
        self.issuer = issuer
        self.audience = audience
        self.userID = userID
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.sessionID = sessionID
    }

    init?(_ json: JSONValue) {
        guard let issuer = json["iss"]?.string, let audience = json["aud"]?.string,
            let userID = json["sub"]?.string.flatMap({ Int64($0) }), case .integer(let issuedAt)? = json["iat"],
            case .integer(let expiresAt)? = json["exp"], let sessionID = json["jti"]?.string
        else { return nil }
        self.init(
            issuer: issuer, audience: audience, userID: userID, issuedAt: issuedAt, expiresAt: expiresAt,
            sessionID: sessionID)
    }

    var json: JSONValue {
        [
            "iss": .string(issuer), "aud": .string(audience), "sub": .string(String(userID)),
            "iat": .integer(issuedAt), "exp": .integer(expiresAt), "jti": .string(sessionID),
        ]
    }
}
