package import JSON

/// WeChat's data on a person. Everything may be absent, since WeChat has stopped giving most of it.
///
/// Source: `docs/protocol/wechat.md`, "Web authorization" and "Followers".
package struct UserProfile: Sendable, Equatable {
    package let openid: String
    package let nickname: String
    /// 0 unknown, 1 male, 2 female.
    package let sex: Int64
    package let province: String
    package let city: String
    package let country: String
    /// Its last part is a size, where 0 means 640; empty: no picture.
    package let headimgurl: String
    package let language: String
    package let privilege: [String]
    /// Only if the account is bound to an Open Platform account.
    package let unionid: String?

    /// Reads the answers of `sns/userinfo` and `cgi-bin/user/info`.
    package init(_ answer: JSONValue, openid: String) {
        func text(_ name: String) -> String { answer[name]?.string ?? "" }
        self.openid = openid
        nickname = text("nickname")
        let number = answer["sex"]?.integer ?? 0
        sex = (0...2).contains(number) ? number : 0
        province = text("province")
        city = text("city")
        country = text("country")
        headimgurl = text("headimgurl")
        language = text("language")
        privilege = (answer["privilege"]?.elements ?? []).compactMap(\.string)
        unionid = answer["unionid"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }
}
