package import HTTP

/// What became of a callback. Each documented API tells its browsers in its own way.
package enum CallbackResult {
    /// The person is logged in: the redirect to where the login began, with the session's cookie.
    case done(Response)
    /// It was completed before, and nothing tells whether by this browser, as logins are not bound to one: it goes to
    /// where the login began, and gets nothing that tells or proves who logged in.
    case repeated(PendingLogin)
    /// The person refused: WeChat gave no code.
    case declined(PendingLogin)
    /// WeChat did not take the code, or could not be asked.
    case failed(WeChatError, PendingLogin)
    /// There is no `state`.
    case noState
    /// No login began with this state, or it is over, or it was completed already.
    case unknownState(mayRestart: Bool)
    /// The `state` has not the form of any: it was cut, lengthened or changed on the way. Nil unless its beginning still tells the login.
    case damagedState(PendingLogin?)
    /// The login was started in a browser that was given a cookie, and this one shows none.
    case noBrowser(PendingLogin)
    /// The login was started in another browser.
    case otherBrowser
}

/// A login that was not completed.
package struct PendingLogin: Sendable {
    package let returnURL: ReturnURL
    package let scope: OAuthScope
    /// Whether it may be started over: once.
    package let mayRestart: Bool
}

/// A login on its way to an answer.
package struct CompletedLogin {
    package let returnURL: ReturnURL
    package let openid: String
    package let scope: OAuthScope
    /// Whether the person is a virtual one, of a page looked at as a snapshot.
    package let isSnapshot: Bool
    /// Nil when the API does not ask for it or the person was not asked.
    package let profile: Result<UserProfile, WeChatError>?
}

/// What an API wants of `sns/userinfo` at login.
package enum ProfileUse: Sendable {
    /// Nothing: the openid is enough.
    case none
    /// The login goes on without it, and the API says why.
    case optional
    /// No login without it.
    case required
}
