package import HTTP
internal import Site
package import WeChat

extension CallbackResult {
    /// The error of a callback whose state or browser is wrong.
    package var stateError: WeChatError {
        switch self {
        case .otherBrowser: .request(.invalid("state", reason: "belongs to a login in another browser"))
        case .noBrowser:
            .request(.invalid("state", reason: "belongs to a browser that keeps cookies, which this one does not"))
        default: .request(.invalid("state", reason: "is unknown, over or spent"))
        }
    }
}

extension WebLogin {
    /// A new redirect to WeChat's page if a login may be restarted, once: when the browser lost its cookie, as WeChat's
    /// web view does, and when WeChat says that the code was used, as after a crash between exchange and answer.
    package func restartIfPossible(_ request: Request, _ result: CallbackResult) throws(WeChatError) -> Response? {
        switch result {
        case .noBrowser(let pending) where pending.mayRestart: return try restart(request, pending)
        case .failed(.refused(let refusal), let pending) where refusal.code == 40163 && pending.mayRestart:
            var response = try restart(request, pending)
            response.cause = WeChatError.refused(refusal)
            return response
        default: return nil
        }
    }

    /// A new redirect to WeChat's page for a state that was damaged on the way, once in two minutes. What damaged it
    /// may do so again, and the count of restarts may be lost with the state, so a cookie remembers it.
    ///
    /// - Parameter page: where the login returns to if the state no longer tells.
    package func restartIfDamaged(
        _ request: Request, _ result: CallbackResult, otherwise page: ReturnURL
    ) throws(WeChatError) -> Response? {
        guard case .damagedState(let pending) = result, pending?.mayRestart ?? true,
            request.cookies(WebLogin.restarted.text).isEmpty
        else { return nil }
        var response = if let pending { try restart(request, pending) } else { try restart(request, returningTo: page) }
        let isSecure = installation.configuration.sessions.isSecure
        response.set(SetCookie(WebLogin.restarted, "1", maxAge: 120, isSecure: isSecure))
        return response
    }

    private static let restarted: HeaderName = "wechat_login_restarted"

    /// The return address of a login about which nothing is known, at APIs without a page of their own.
    package var sitePage: ReturnURL { ReturnURL(pageOfThisSite: "/", installation) }

    /// The default return address of the boilerplate API.
    package var indexPage: ReturnURL { ReturnURL(pageOfThisSite: "/boilerplate/wechat/mp/index", installation) }
}
