package import WeChat

/// A real person whose identity WeChat has just proved.
package struct SignIn {
    let appID: String
    let openid: String
    let unionid: String?
    /// Nil: WeChat was not asked or did not tell.
    let profile: UserProfile?

    package init(appID: String, openid: String, unionid: String?, profile: UserProfile?) {
        self.appID = appID
        self.openid = openid
        self.unionid = unionid
        self.profile = profile
    }
}
