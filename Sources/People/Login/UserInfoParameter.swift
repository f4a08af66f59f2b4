package import JSON
package import WeChat

/// The parameter `userinfo` that `/wx/auth` adds to the return address: JSON in every case.
package struct UserInfoParameter {
    private let json: JSONValue

    /// The fields of document 001, section 3; `unionid` if WeChat gives one, `is_snapshotuser` for a virtual person.
    package init(_ profile: UserProfile, isSnapshot: Bool) {
        var members: [JSONValue.Member] = [
            .init("openid", .string(profile.openid)), .init("nickname", .string(profile.nickname)),
            .init("sex", .integer(profile.sex)), .init("province", .string(profile.province)),
            .init("city", .string(profile.city)), .init("country", .string(profile.country)),
            .init("headimgurl", .string(profile.headimgurl)),
            .init("privilege", .array(profile.privilege.map(JSONValue.string))),
        ]
        if let unionid = profile.unionid { members.append(.init("unionid", .string(unionid))) }
        if isSnapshot { members.append(JSONValue.snapshotMark) }
        json = .object(members)
    }

    /// The openid alone, as `snsapi_base` gives it.
    package init(openid: String, isSnapshot: Bool) {
        let openid = JSONValue.Member("openid", .string(openid))
        json = .object(isSnapshot ? [openid, JSONValue.snapshotMark] : [openid])
    }

    /// An error: a word for programs, and WeChat's error code or a negative one of ours.
    package init(error: String, code: Int64) { json = ["error": .string(error), "errcode": .integer(code)] }

    package init(_ error: WeChatError) {
        switch error {
        case .refused(let refusal): self.init(error: "wechat_refused", code: refusal.code)
        case .snapshot: self.init(error: "snapshot_user", code: -3)
        case .timedOut: self.init(error: "wechat_timeout", code: -1)
        default: self.init(error: "wechat_unavailable", code: -1)
        }
    }

    package init(_ login: CompletedLogin) {
        switch login.profile {
        case nil: self.init(openid: login.openid, isSnapshot: login.isSnapshot)
        case .success(let profile): self.init(profile, isSnapshot: login.isSnapshot)
        // WeChat does not give the profile of every virtual person.
        case .failure(.refused) where login.isSnapshot: self.init(openid: login.openid, isSnapshot: true)
        case .failure(let error): self.init(error)
        }
    }

    package func added(to url: ReturnURL) -> String { url.adding("userinfo", json.text) }
}

extension JSONValue {
    /// The member by which WeChat marks a virtual person, and so do we.
    package static var snapshotMark: Member { Member("is_snapshotuser", 1) }
}
