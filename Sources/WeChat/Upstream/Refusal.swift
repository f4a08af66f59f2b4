/// WeChat's answer that a call was refused: its error code, and its words.
///
/// Source: wechat-api.md, section 0.1, read from WeChat's own table of return codes.
package struct Refusal: Sendable, Equatable, CustomStringConvertible {
    /// The call's path without its parameters, such as `cgi-bin/stable_token`.
    package let call: String
    package let code: Int64
    /// WeChat's text. It may hold this host's IP address and a request id, but no credential.
    package let message: String

    package init(call: String, code: Int64, message: String) {
        self.call = call
        self.code = code
        self.message = String(decoding: message.utf8.prefix(300).filter { $0 >= 0x20 }, as: UTF8.self)
    }

    package var description: String {
        "\(call): errcode \(code) \(message)" + (hint.map { " (\($0))" } ?? "")
    }

    /// Whether the access token that was used is no longer the right one.
    package var meansStaleToken: Bool { [40001, 40014, 42001].contains(code) }

    /// Whether a refresh_token is dead, so that the person must be asked again.
    var endsGrant: Bool { [40030, 41003, 42002, 42007, 50001].contains(code) }

    /// How long, in seconds, the same call is answered with this refusal instead of being repeated: long where only an
    /// operator or the next day can change the answer, and a moment for all others, since a refusal that every request
    /// asks for again is a storm.
    package var lasts: Int64 {
        switch code {
        case 40001, 40002: call == "cgi-bin/stable_token" ? 60 : 10
        case 40013, 40125, 40243, 41002, 41004, 48001, 50004, 50007: 60
        case 40164, 61004, 89501, 89503: 60
        case 45009: 600
        case 89507: 3600
        case 89506: 86_400
        default: 10
        }
    }

    /// What an operator can do about it.
    package var hint: String? {
        switch code {
        case 40013: "app_id is wrong"
        case 40125: "app_secret is wrong; it changes when it is reset at mp.weixin.qq.com"
        case 40164, 61004: "add this host's address to the IP whitelist at mp.weixin.qq.com"
        case 89501, 89503, 89506, 89507: "the account's administrator must confirm this host's address in WeChat"
        case 40243: "the app secret is frozen; unfreeze it at mp.weixin.qq.com"
        case 45009: "the daily quota is used up; wechat-fcgi stops asking for ten minutes"
        case 48001: "the account lacks the permission for this interface"
        default: nil
        }
    }
}
