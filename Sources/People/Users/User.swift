/// A person who uses the site.
package struct User: Sendable, Equatable {
    package let id: Int64
    package let nickname: String
    package let avatarURL: String
    /// WeChat's: 0 unknown, 1 male, 2 female.
    package let gender: Int64
    /// What the person stated at registration, with the same numbers.
    package let statedGender: Int64
    package let country: String
    package let province: String
    package let city: String
    package let language: String
    /// The name with which the person registered.
    package let username: String
    /// Empty: none.
    package let phone: String
    package let isPhoneVerified: Bool
    /// `yyyy-mm-dd`
    package let birthday: String?
    package let isRegistered: Bool
    /// Unix seconds.
    package let createdAt: Int64
    /// Unix seconds of the last change of the profile.
    package let updatedAt: Int64
}

/// One openid by which WeChat knows a person.
package struct Identity: Sendable, Equatable {
    package let appID: String
    package let openid: String
    package let unionid: String?
    package let userID: Int64
    /// A virtual account, which WeChat gives for a snapshot page. Only earlier versions stored any.
    package let isSnapshot: Bool
    /// When the person began to follow the account, according to pushes; nil: no push told. Unix seconds.
    package let subscribedAt: Int64?
    /// When the person stopped; nil: not since. Unix seconds.
    package let unsubscribedAt: Int64?
    /// The scene of the QR code that the person scanned last.
    package let scene: String?
}
