/// A real person whose identity WeChat has just proved.
struct SignIn {
    let appID: String
    let openid: String
    let unionid: String?
    /// Nil: WeChat was not asked or did not tell.
    let profile: UserProfile?
}
