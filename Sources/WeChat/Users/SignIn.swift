/// A real person as WeChat has just proved who it is.
struct SignIn {
    let appID: String
    let openid: String
    let unionid: String?
    /// Nil: WeChat was not asked, or did not say.
    let profile: UserProfile?
}
