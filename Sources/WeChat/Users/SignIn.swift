/// A person as WeChat has just proved who it is.
struct SignIn {
    let appID: String
    let openid: String
    let unionid: String?
    /// Whether the account is a virtual one: it is never merged with a real one.
    let isSnapshot: Bool
    /// Nil: WeChat was not asked, or did not say.
    let profile: UserProfile?
}
