/// `GET /cgi-bin/menu/delete` — the account has no menu any more; also when it had none.
///
/// https://developers.weixin.qq.com/doc/service/api/custommenu/api_deletemenu
enum MenuDelete {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedOfficialAccount(store)
        try store.removeMenu(account.appid)
        return .ok
    }
}
