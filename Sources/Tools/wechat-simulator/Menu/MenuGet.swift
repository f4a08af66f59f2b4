import JSON

/// `GET /cgi-bin/menu/get` — the account's menu. Menus for some people only (个性化菜单) do not exist here.
///
/// https://developers.weixin.qq.com/doc/service/api/custommenu/api_getmenu
enum MenuGet {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedOfficialAccount(store)
        guard let menu = try store.menu(account.appid) else { throw .refused(Refusal(46003)) }
        return .json(["menu": ["button": .array(menu.buttons)]])
    }
}
