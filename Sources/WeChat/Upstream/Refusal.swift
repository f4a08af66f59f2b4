/// WeChat's refusal of a call: its error code and text.
///
/// Source: `docs/protocol/wechat.md`, "Error codes".
package struct Refusal: Sendable, Equatable, CustomStringConvertible {
    /// The call's path without its parameters, such as `cgi-bin/stable_token`.
    package let call: String
    package let code: Int64
    /// WeChat's text. It may contain this host's IP address and a request id, but no credential.
    package let message: String

    package init(call: String, code: Int64, message: String) {
        self.call = call
        self.code = code
        self.message = String(decoding: message.utf8.prefix(300).filter { $0 >= 0x20 }, as: UTF8.self)
    }

    package var description: String {
        "\(call): errcode \(code) \(message)" + (hint.map { " (\($0))" } ?? "")
    }

    /// What a code refers to, which decides what to do. This is the only table of codes for that.
    package enum Subject: Sendable {
        /// The account's access_token is no longer valid: a new one may help.
        case accessToken
        /// The person's authorization has ended, with its access_token and refresh_token: the person must be asked
        /// again.
        case grant
        /// The code or id from the caller is wrong, used or expired: for this one the answer stays the same.
        case callersCode
        /// The person does not follow the account, or is unknown to it.
        case person
        /// Too many calls, or for too much.
        case pace
        /// Only an operator can change it: credentials, addresses, permissions, the account's state.
        case account
        /// The call itself: a bug in this program, or something new.
        case call
    }

    /// Source: `docs/protocol/wechat.md`, "Error codes".
    package var subject: Subject {
        switch code {
        case 40001, 40014, 42001: .accessToken
        case 40030, 41003, 42002, 42007, 50001: .grant
        case 40007, 40029, 40163, 41008, 42003, 40226: .callersCode
        case 40003, 43004, 50002: .person
        case 45009, 45011, 45029, 45047: .pace
        case 40002, 40013, 40125, 40164, 40243, 41002, 41004, 48001, 48004, 50004, 50007, 61003, 61004, 61007, 89501,
            89503, 89506,
            89507:
            .account
        default: .call
        }
    }

    /// Whether the access token is no longer valid.
    package var meansStaleToken: Bool { subject == .accessToken }

    /// Whether a grant has ended, so that the person must be asked again.
    package var endsGrant: Bool { subject == .grant }

    /// For how many seconds the same call is answered with this refusal instead of being repeated: long if only an
    /// operator or the next day can change the answer, and a moment for all others, because otherwise every request
    /// would repeat the call.
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
        case 40125: "app_secret is wrong; it changes when it is reset in \(Refusal.console)"
        case 40164, 61004:
            "add this host's address to the IP whitelist in \(Refusal.console); it covers every API of the account"
        case 89501, 89503, 89506, 89507: "the account's administrator must confirm this host's address in WeChat"
        case 40243: "the app secret is frozen; unfreeze it in \(Refusal.console)"
        case 45009: "the daily quota is used up; wechat-fcgi stops asking for ten minutes"
        case 48001: "the account lacks the permission for this interface"
        default: nil
        }
    }

    /// Where to find AppSecret, IP whitelist and push settings: those of official accounts moved at the end of 2025,
    /// those of mini programs stayed (`docs/protocol/wechat.md`, "Every call").
    private static let console =
        "微信开发者平台 (developers.weixin.qq.com/platform; of a mini program: mp.weixin.qq.com, 开发管理)"
}
