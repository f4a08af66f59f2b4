import JSON

/// `POST /cgi-bin/menu/create` — sets the account's menu, replacing the previous one.
///
/// https://developers.weixin.qq.com/doc/service/api/custommenu/api_createcustommenu
enum MenuCreate {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedOfficialAccount(store)
        try store.saveMenu(Menu(try call.object(), store), account.appid)
        return .ok
    }
}
