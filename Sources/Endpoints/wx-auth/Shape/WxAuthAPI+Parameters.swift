package import HTTP
package import People
package import Site
package import WeChat

/// Parameters of the wx-auth endpoints.
extension WxAuthAPI {
    /// The schemes of `Authorization`, compared without case.
    package static let schemes = ["jwt", "bearer"]

    /// A required parameter, no longer than any openid or code.
    package static func required(_ name: String, of request: Request) throws(WeChatError) -> String {
        let text = try request.checkedRequiredParameter(name)
        guard text.utf8.count <= 512 else { throw .request(.invalid(name, reason: "is longer than 512 bytes")) }
        return text
    }

    /// The number that the person typed.
    package static func phone(of request: Request) throws(WeChatError) -> PhoneNumber? {
        guard let text = try request.checkedParameter("phone") else { return nil }
        guard let phone = PhoneNumber(typed: text) else {
            throw .request(.invalid("phone", reason: "is no phone number"))
        }
        return phone
    }

    /// The profile fields of the request, as WeChat showed them to the mini program: `wx_nickname, wx_avatar,
    /// wx_gender, wx_country, wx_province, wx_city`; nil when it has none.
    package static func profileChange(_ request: Request) throws(WeChatError) -> UserChange? {
        do throws(RequestError) {
            guard try !request.body().isEmpty || !request.rawQuery.isEmpty else { return nil }
            var change = UserChange()
            change.nickname = try request.shortText("wx_nickname", atMost: 64)
            change.avatarURL = try request.webAddress("wx_avatar")
            change.gender = try request.gender("wx_gender")
            change.country = try request.shortText("wx_country", atMost: 64)
            change.province = try request.shortText("wx_province", atMost: 64)
            change.city = try request.shortText("wx_city", atMost: 64)
            return change.isEmpty ? nil : change
        } catch { throw .request(error) }
    }

    /// The warning for the operator at start.
    package static func warning(_ installation: Installation) -> String? {
        guard installation.configuration.login.openidLogin == .open else { return nil }
        return "[login] openid_login = open: whoever knows a person's openid can log in as that person"
    }
}
