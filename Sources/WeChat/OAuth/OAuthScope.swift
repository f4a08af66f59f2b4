/// What a site asks a person to allow.
package enum OAuthScope: String, Sendable {
    /// The openid, without a page.
    case base = "snsapi_base"
    /// Name, picture and so on, which the person allows on a page.
    case userInfo = "snsapi_userinfo"

    /// Whether it is among the comma-separated scopes that a person allowed.
    package func isGranted(by scopes: String) -> Bool { scopes.split(separator: ",").contains { $0 == rawValue } }
}
