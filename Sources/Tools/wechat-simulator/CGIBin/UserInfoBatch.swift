import JSON

/// `POST /cgi-bin/user/info/batchget` — `user/info` for up to 100 people.
///
/// https://developers.weixin.qq.com/doc/service/api/usermanage/userinfo/api_batchuserinfo
enum UserInfoBatch {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedOfficialAccount(store)
        guard let users = try call.object()["user_list"]?.elements, (1...100).contains(users.count) else {
            throw .refused(Refusal(40032))
        }
        var list: [JSONValue] = []
        for user in users { list.append(try UserInfo.info(user["openid"]?.string ?? "", account, store)) }
        return .json(["user_info_list": .array(list)])
    }
}
