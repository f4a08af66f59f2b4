/// `GET /cgi-bin/menu/delete` — deletes the account's menu, if any.
///
/// https://developers.weixin.qq.com/doc/service/api/custommenu/api_deletemenu
enum MenuDelete {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedOfficialAccount(store)
        try store.removeMenu(account.appid)
        return .ok
    }
}
