package import HTTP
package import WeChat

/// What the endpoints of wx-auth read of a request.
extension WxAuthAPI {
    /// In front of the token in `Authorization`, in any case.
    package static let schemes = ["jwt", "bearer"]

    /// A parameter that must be there, and is not longer than any openid or code.
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

    /// What the operator should know at start.
    package static func warning(_ installation: Installation) -> String? {
        guard installation.configuration.login.openidLogin == .open else { return nil }
        return "[login] openid_login = open: whoever knows a person's openid can log in as that person"
    }
}
