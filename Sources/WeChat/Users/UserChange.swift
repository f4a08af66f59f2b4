package import JSON

/// What changes of a user; nil: it stays as it is.
package struct UserChange: Sendable {
    package var username: String?
    package var nickname: String?
    package var avatarURL: String?
    /// 0 unknown, 1 male, 2 female.
    package var gender: Int64?
    package var country: String?
    package var province: String?
    package var city: String?
    package var language: String?
    /// A number as typed never takes the place of a verified one.
    package var phone: PhoneNumber?
    /// `yyyy-mm-dd`
    package var birthday: String?
    /// Whether the user is registered from now on.
    package var registers = false

    package init() {}

    /// Whether nothing changes.
    package var isEmpty: Bool {
        let texts = [username, nickname, avatarURL, country, province, city, language, birthday]
        return texts.allSatisfy { $0 == nil } && gender == nil && phone == nil && !registers
    }

    /// Takes what a mini program's encrypted user data say, without emptying anything.
    package mutating func take(_ data: JSONValue) {
        func text(_ name: String) -> String? { data[name]?.string.flatMap { $0.isEmpty ? nil : $0 } }
        nickname = text("nickName") ?? nickname
        avatarURL = text("avatarUrl") ?? avatarURL
        if let number = data["gender"]?.integer, (1...2).contains(number) { gender = number }
        country = text("country") ?? country
        province = text("province") ?? province
        city = text("city") ?? city
        language = text("language") ?? language
        // WeChat puts a number into data of its own. Ciphertext can be bent, and a profile must not become a number.
        if data["openId"] == nil { phone = PhoneNumber(data) ?? phone }
    }
}
