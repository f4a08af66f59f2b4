internal import HTTP

/// The address of WeChat's page on which people allow a site to know who they are.
///
/// > The order of the parameters, and their case, are checked. `#wechat_redirect` must be there.
///
/// https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html, step 1
package struct AuthorizeURL {
    package let text: String

    /// - Parameter callback: the absolute address to which WeChat sends the browser back.
    package init(_ upstream: UpstreamSettings, appID: String, callback: String, scope: OAuthScope, state: String) {
        text =
            "\(upstream.openURL.text)/connect/oauth2/authorize?appid=\(PercentEncoding.encode(appID))"
            + "&redirect_uri=\(PercentEncoding.encode(callback))&response_type=code&scope=\(scope.rawValue)"
            + "&state=\(state)#wechat_redirect"
    }
}
