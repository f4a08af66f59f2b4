package import HTTP
package import WeChat

/// The result of a callback. Each documented API tells its browsers in its own way.
package enum CallbackResult {
    /// The person is logged in: the redirect to where the login began, with the session's cookie.
    case done(Response)
    /// It was completed before, and because logins are not bound to browsers, nothing tells whether by this one. It is
    /// redirected to where the login began, and gets nothing that tells or proves who logged in.
    case repeated(PendingLogin)
    /// The person refused: WeChat gave no code.
    case declined(PendingLogin)
    /// WeChat refused the code or could not be reached.
    case failed(WeChatError, PendingLogin)
    /// There is no `state`.
    case noState
    /// No login began with this state, or it has expired or was already completed.
    case unknownState(mayRestart: Bool)
    /// The `state` is malformed: it was cut, lengthened or changed on the way. Nil unless its beginning still
    /// identifies the login.
    case damagedState(PendingLogin?)
    /// The login was started in a browser that was given a cookie, and this one sends none.
    case noBrowser(PendingLogin)
    /// The login was started in another browser.
    case otherBrowser
}

/// A login that was not completed.
package struct PendingLogin: Sendable {
    package let returnURL: ReturnURL
    package let scope: OAuthScope
    /// Whether it may be restarted: once.
    package let mayRestart: Bool
}

/// A completed login that is about to be answered.
package struct CompletedLogin {
    package let returnURL: ReturnURL
    package let openid: String
    package let scope: OAuthScope
    /// Whether the person is virtual: the visitor of a snapshot page.
    package let isSnapshot: Bool
    /// Nil when the API does not want it or the person was not asked.
    package let profile: Result<UserProfile, WeChatError>?
}

/// How an API uses `sns/userinfo` at login.
package enum ProfileUse: Sendable {
    /// Not at all: the openid is enough.
    case none
    /// The login succeeds without it, and the API says why it is missing.
    case optional
    /// No login without it.
    case required
}
