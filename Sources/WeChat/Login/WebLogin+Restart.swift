package import HTTP

extension CallbackResult {
    /// The error of a callback whose state or browser is not the right one.
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
    /// A new redirect to WeChat's page where a login may be started over, once: when the browser lost its cookie, as
    /// WeChat's webview does, and when WeChat says that the code was used, as after a crash between exchange and answer.
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

    /// Where the boilerplate API returns to when nobody says where.
    package var indexPage: ReturnURL { ReturnURL(pageOfThisSite: "/boilerplate/wechat/mp/index", installation) }
}
