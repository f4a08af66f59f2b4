internal import JSON

/// The parameter `userinfo` that `/wx/auth` puts into the address it comes back to: JSON, whatever happened.
package struct UserInfoParameter {
    private let json: JSONValue

    /// The fields of document 001, section 3; `unionid` where WeChat gives one.
    package init(_ profile: UserProfile) {
        var members: [JSONValue.Member] = [
            .init("openid", .string(profile.openid)), .init("nickname", .string(profile.nickname)),
            .init("sex", .integer(profile.sex)), .init("province", .string(profile.province)),
            .init("city", .string(profile.city)), .init("country", .string(profile.country)),
            .init("headimgurl", .string(profile.headimgurl)),
            .init("privilege", .array(profile.privilege.map(JSONValue.string))),
        ]
        if let unionid = profile.unionid { members.append(.init("unionid", .string(unionid))) }
        json = .object(members)
    }

    /// The openid alone, as `snsapi_base` gives it.
    package init(openid: String) { json = ["openid": .string(openid)] }

    /// What went wrong: a word for programs, and WeChat's error code, or one of ours below zero.
    package init(error: String, code: Int64) { json = ["error": .string(error), "errcode": .integer(code)] }

    package init(_ error: WeChatError) {
        switch error {
        case .refused(let refusal): self.init(error: "wechat_refused", code: refusal.code)
        case .timedOut: self.init(error: "wechat_timeout", code: -1)
        default: self.init(error: "wechat_unavailable", code: -1)
        }
    }

    package init(_ login: CompletedLogin) {
        switch login.profile {
        case nil: self.init(openid: login.openid)
        case .success(let profile): self.init(profile)
        case .failure(let error): self.init(error)
        }
    }

    package func added(to url: ReturnURL) -> String { url.adding("userinfo", json.text) }
}
