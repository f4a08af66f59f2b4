import JSON

/// `POST /_simulator/mini/userinfo` — the result of `wx.getUserInfo` on a person's phone, signed and encrypted.
enum MiniUserInfoControl {
    // What every mini program gets since 2022, whoever the person is.
    private static let anonymousProfile: [JSONValue.Member] = [
        .init("nickName", "微信用户"), .init("gender", 0), .init("language", ""), .init("city", ""),
        .init("province", ""), .init("country", ""),
        .init(
            "avatarUrl",
            "https://thirdwx.qlogo.cn/mmopen/vi_32/POgEwh4mIHO4nibH0KlMECNjjGxQUq24ZEaGT4poC6icRiccVGKSyXwibcPq4BWmiaIGuG1icwxaQX6grC9VemZoJ8rg/132"
        ),
    ]

    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let input = try ControlInput(call)
        let account = try call.namedMiniProgram(input, store)
        let person = try call.namedPerson(input, store)
        guard let key = try call.phonesSessionKey(input, account, person, store) else {
            throw .misused(
                "\(person.id) has no session_key at \(account.appid): POST /_simulator/mini/login makes one")
        }
        let profile = try input.flag("anonymous") ?? person.isAnonymous ? anonymousProfile : profile(person)
        let rawData = JSONValue.object(profile).text
        let all = try members(profile, person, account, input, now: call.now)
        let encrypted = try EncryptedData(.object(all), sessionKey: key)
        return .json([
            "rawData": .string(rawData), "signature": .string(try Signature.sha1(rawData: rawData, key: key)),
            "encryptedData": .string(encrypted.text), "iv": .string(encrypted.iv),
        ])
    }

    private static func profile(_ person: Person) -> [JSONValue.Member] {
        [
            .init("nickName", .string(person.nickname)), .init("gender", .integer(person.sex)),
            .init("language", .string(person.language)), .init("city", .string(person.city)),
            .init("province", .string(person.province)), .init("country", .string(person.country)),
            .init("avatarUrl", .string(person.avatar)),
        ]
    }

    /// The profile and the members for the server only, in the order of WeChat's sample.
    private static func members(
        _ profile: [JSONValue.Member], _ person: Person, _ account: Account, _ input: ControlInput, now: Int64
    ) throws(Failure) -> [JSONValue.Member] {
        let ownOpenID = try Person.openID(account.appid, person.id)
        let openID = try input.text("openid") ?? ownOpenID
        let appid = try input.text("watermark_appid") ?? account.appid
        // > 返回的加密数据中不包含 openId 和 unionId 字段
        // https://developers.weixin.qq.com/miniprogram/dev/api/open-api/user-info/wx.getUserProfile.html
        let isProfile = try input.flag("profile") ?? false
        var members = isProfile ? profile : [JSONValue.Member("openId", .string(openID))] + profile
        if !isProfile, let unionid = person.unionid(at: account) { members.append(.init("unionId", .string(unionid))) }
        members.append(.init("watermark", ["timestamp": .integer(now), "appid": .string(appid)]))
        return members
    }
}
