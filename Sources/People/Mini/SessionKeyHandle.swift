internal import Crypto
internal import JSON
internal import Site
internal import WeChat

/// What the wx-auth API calls `session_key`: WeChat's session_key and its owner's openid, sealed. It is useless outside
/// this installation.
struct SessionKeyHandle: Sendable {
    let openid: String
    let sessionKey: Secret
    /// Unix seconds.
    let madeAt: Int64

    private static let context = "wx_auth.session_key"

    init(openid: String, sessionKey: Secret, madeAt: Int64) {
        self.openid = openid
        self.sessionKey = sessionKey
        self.madeAt = madeAt
    }

    /// Nil when this installation did not make it.
    init?(_ text: String, keys: KeyRing) throws(WeChatError) {
        guard text.utf8.count <= 2048, let sealed = Base64URL.decode(text),
            let content = try keys.open(sealed, for: SessionKeyHandle.context),
            let json = try? JSONValue(parsing: Array(content.utf8)), let openid = json["openid"]?.string,
            let sessionKey = json["session_key"]?.string, let madeAt = json["made_at"]?.integer
        else { return nil }
        self.init(openid: openid, sessionKey: Secret(sessionKey), madeAt: madeAt)
    }

    /// Letters, digits, `-` and `_`.
    func text(keys: KeyRing) throws(WeChatError) -> String {
        let content: JSONValue = [
            "openid": .string(openid), "session_key": .string(sessionKey.exposed), "made_at": .integer(madeAt),
        ]
        return Base64URL.encode(try keys.seal(content.text, for: SessionKeyHandle.context))
    }
}
