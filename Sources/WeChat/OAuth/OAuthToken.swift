internal import JSON

/// WeChat's answer to a code or a refresh_token: the right to ask about one person.
///
/// Source: `docs/protocol/wechat.md`, "Web authorization".
package struct OAuthToken: Sendable {
    package let accessToken: String
    /// Seconds.
    package let lifetime: Int64
    package let refreshToken: String
    package let openid: String
    /// The scopes that the person allowed, comma-separated.
    package let scope: String
    /// Whether the person is virtual: the visitor of a snapshot page.
    package let isSnapshot: Bool
    package let unionid: String?

    /// Nil when `answer` lacks a required member.
    init?(_ answer: JSONValue) {
        guard let accessToken = answer["access_token"]?.string, !accessToken.isEmpty,
            let refreshToken = answer["refresh_token"]?.string, !refreshToken.isEmpty,
            let openid = answer["openid"]?.string, !openid.isEmpty, openid.utf8.count <= 128,
            let lifetime = answer["expires_in"]?.integer, lifetime > 0
        else { return nil }
        self.accessToken = accessToken
        self.refreshToken = refreshToken
        self.openid = openid
        self.lifetime = min(lifetime, 86_400)
        scope = answer["scope"]?.string ?? ""
        isSnapshot = answer["is_snapshotuser"]?.integer == 1
        unionid = answer["unionid"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether `sns/userinfo` will answer.
    package var allowsUserInfo: Bool { OAuthScope.userInfo.isGranted(by: scope) }
}
