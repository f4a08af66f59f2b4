internal import Platform
internal import Site
internal import WeChat

/// Visitors of snapshot pages (快照页). WeChat gives the site a virtual openid, unionid, name and picture, and shows
/// the person a button that leads to the real page.
///
/// Source: `docs/protocol/wechat.md`, "Web authorization";
/// https://developers.weixin.qq.com/community/minihome/doc/000c2c34068880629ced91a2f56001
extension WebLogin {
    func refuseSnapshot() throws(WeChatError) {
        if installation.configuration.login.snapshot == .refuse { throw .snapshot }
    }

    /// Opens a session without a user. The person's authorization ends with it.
    ///
    /// - Returns: the session's id.
    func openSnapshot(_ token: OAuthToken) throws(WeChatError) -> String {
        let end = account.clock.now() + kind.lifetime(installation.configuration.sessions)
        let session = try sessions.open(userID: nil, openid: token.openid)
        try grants.keep(token, until: end)
        return session
    }
}
