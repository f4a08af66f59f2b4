/// A person's permission as the database has it: WeChat's tokens are sealed.
struct OAuthGrant: Sendable {
    let appID: String
    let openid: String
    var scope: String
    var accessToken: [UInt8]
    var refreshToken: [UInt8]
    /// Unix seconds at which WeChat stops taking the access_token.
    var accessExpiresAt: Int64
    /// Unix seconds before which nobody renews it, as long as it holds.
    var renewAfter: Int64
    /// Unix seconds of the authorization.
    let grantedAt: Int64
    /// Unix seconds at which the person is asked again; renewals do not move it.
    let expiresAt: Int64
    /// Counts the changes: who changes it says which one it saw.
    var revision: Int64

    /// Renewed when it has less than this left, in seconds: eight minutes (document 001, section 3).
    static let margin: Int64 = 480
    /// Seconds between two attempts to renew one that still holds.
    static let pause: Int64 = 30

    func isLive(_ now: Int64) -> Bool { now < expiresAt }

    func remaining(_ now: Int64) -> Int64 { accessExpiresAt - now }

    func isDue(_ now: Int64) -> Bool {
        guard remaining(now) > 0 else { return true }
        let isHeldBack = now < renewAfter && renewAfter - now <= OAuthGrant.pause
        return remaining(now) < OAuthGrant.margin && !isHeldBack
    }

    var allowsUserInfo: Bool { OAuthScope.userInfo.isGranted(by: scope) }

    /// What the tokens are sealed for.
    static func context(_ column: String, _ appID: String, _ openid: String) -> String {
        "oauth_grants.\(column) \(appID) \(openid)"
    }
}
