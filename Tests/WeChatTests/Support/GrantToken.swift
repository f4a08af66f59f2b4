import JSON
import LoopbackServer
import Platform

@testable import WeChat

/// What WeChat gives for a code; its tokens are named `AT-<name>` and `RT-<name>`.
func grantToken(
    _ name: String, openid: String = "openid-1", scope: String = "snsapi_userinfo"
) throws -> OAuthToken {
    struct NoToken: Error {}
    let json = try JSONValue(parsing: Array(ScriptedWeChat.grant(name, openid: openid, scope: scope).utf8))
    guard let token = OAuthToken(json) else { throw NoToken() }
    return token
}

extension UserProfile {
    init(_ openid: String, nickname: String = "小明", more: String = "") throws {
        let text = ScriptedWeChat.profile(openid, nickname: nickname, more: more)
        self.init(try JSONValue(parsing: Array(text.utf8)), openid: openid)
    }
}

extension SiteSetting {
    var soon: Deadline { Deadline(after: 5) }
}
