import JSON

/// `GET /cgi-bin/user/get` — the openids of the followers, in pages.
///
/// https://developers.weixin.qq.com/doc/service/api/usermanage/userinfo/api_getfans
enum UserList {
    /// Openids per page.
    private static let page = 10_000

    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedOfficialAccount(store)
        var all: [String] = []
        for person in try store.people() where person.follows {
            all.append(try Person.openID(account.appid, person.id))
        }
        let page = try rest(all, after: call.query("next_openid")).prefix(page)
        // If there are none, there is no list either.
        let data: [JSONValue.Member] =
            page.isEmpty ? [] : [.init("data", ["openid": .array(page.map(JSONValue.string))])]
        return .json(
            .object(
                [.init("total", .integer(Int64(all.count))), .init("count", .integer(Int64(page.count)))] + data
                    + [.init("next_openid", .string(page.last ?? ""))]))
    }

    /// > next_openid 拉取列表的最后一个用户的OPENID
    private static func rest(_ all: [String], after last: String?) throws(Failure) -> ArraySlice<String> {
        guard let last else { return all[...] }
        guard let index = all.firstIndex(of: last) else { throw .refused(Refusal(40003)) }
        return all[(index + 1)...]
    }
}
