/// A person's authorization as stored in the database: WeChat's tokens are sealed.
internal import WeChat
struct OAuthGrant: Sendable {
    let appID: String
    let openid: String
    var scope: String
    var accessToken: [UInt8]
    var refreshToken: [UInt8]
    /// Unix seconds at which WeChat stops accepting the access_token.
    var accessExpiresAt: Int64
    /// Unix seconds before which nobody renews it while it is still valid.
    var renewAfter: Int64
    /// Unix seconds of the authorization.
    let grantedAt: Int64
    /// Unix seconds at which the person is asked again; renewals do not change it.
    let expiresAt: Int64
    /// Counts changes: a writer states which one it has seen.
    var revision: Int64

    /// Seconds before its end at which it is renewed: eight minutes (document 001, section 3).
    static let margin: Int64 = 480
    /// Seconds between two attempts to renew a valid one.
    static let pause: Int64 = 30

    func isLive(_ now: Int64) -> Bool { now < expiresAt }

    func remaining(_ now: Int64) -> Int64 { accessExpiresAt - now }

    func isDue(_ now: Int64) -> Bool {
        guard remaining(now) > 0 else { return true }
        let isHeldBack = now < renewAfter && renewAfter - now <= OAuthGrant.pause
        return remaining(now) < OAuthGrant.margin && !isHeldBack
    }

    var allowsUserInfo: Bool { OAuthScope.userInfo.isGranted(by: scope) }

    /// The context under which the tokens are sealed.
    static func context(_ column: String, _ appID: String, _ openid: String) -> String {
        "oauth_grants.\(column) \(appID) \(openid)"
    }
}
