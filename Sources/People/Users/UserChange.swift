internal import HTTP
package import JSON
package import WeChat

/// The changes to a user; nil: unchanged.
package struct UserChange: Sendable {
    package var username: String?
    package var nickname: String?
    package var avatarURL: String?
    /// WeChat's: 0 unknown, 1 male, 2 female.
    package var gender: Int64?
    /// The person's own statement, with the same numbers.
    package var statedGender: Int64?
    package var country: String?
    package var province: String?
    package var city: String?
    package var language: String?
    /// A typed number never replaces a verified one.
    package var phone: PhoneNumber?
    /// `yyyy-mm-dd`
    package var birthday: String?
    /// Whether the user is registered from now on.
    package var registers = false

    package init() {}

    /// Whether nothing changes.
    package var isEmpty: Bool {
        let texts = [username, nickname, avatarURL, country, province, city, language, birthday]
        return texts.allSatisfy { $0 == nil } && gender == nil && statedGender == nil && phone == nil && !registers
    }

    /// Takes over a mini program's encrypted profile, without emptying anything. Only `UserData` knows phone numbers.
    ///
    /// - Throws: `request` when the avatar is not an http or https address, as for a plain one.
    package mutating func take(_ data: JSONValue) throws(WeChatError) {
        func text(_ name: String) -> String? {
            data[name]?.string.map { UserChange.cleaned($0) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        nickname = text("nickName") ?? nickname
        if let url = data["avatarUrl"]?.string, !url.isEmpty {
            guard url.utf8.count <= 1024, WebURL(url) != nil else {
                throw .request(.invalid("avatarUrl", reason: "must be an http or https address"))
            }
            avatarURL = url
        }
        if let number = data["gender"]?.integer, (1...2).contains(number) { gender = number }
        country = text("country") ?? country
        province = text("province") ?? province
        city = text("city") ?? city
        language = text("language") ?? language
    }

    /// A name from WeChat without control characters, and no longer than other names.
    private static func cleaned(_ text: String) -> String {
        var result = ""
        result.unicodeScalars.append(
            contentsOf: text.unicodeScalars.filter { $0.properties.generalCategory != .control })
        // A character may have any number of code points.
        let short = String(result.prefix(64))
        return short.utf8.count <= 256 ? short : String(decoding: short.utf8.prefix(256), as: UTF8.self)
    }
}
