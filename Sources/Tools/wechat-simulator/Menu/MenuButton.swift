import JSON

/// A button of a menu that does something.
///
/// The limits are from https://developers.weixin.qq.com/doc/service/api/custommenu/api_createcustommenu, the codes from
/// WeChat's list of them. The order in which the members are checked, and the codes for buttons of mini programs and
/// articles, are from memory.
struct MenuButton {
    enum Level {
        case top, sub

        func code(_ top: Int64, _ sub: Int64) -> Failure { .refused(Refusal(self == .top ? top : sub)) }
    }

    /// As in `menu/get`.
    let json: JSONValue

    private static let keyed = [
        "click", "scancode_push", "scancode_waitmsg", "pic_sysphoto", "pic_photo_or_album", "pic_weixin",
        "location_select",
    ]

    init(_ button: JSONValue, level: Level, _ store: borrowing Store) throws(Failure) {
        guard level == .top || button["sub_button"]?.elements?.isEmpty != false else { throw .refused(Refusal(40022)) }
        let type = button["type"]?.string ?? ""
        let name = try MenuButton.name(button, level: level)
        let own: [JSONValue.Member]
        switch type {
        case let type where MenuButton.keyed.contains(type): own = [try MenuButton.key(button, level)]
        case "view": own = [try MenuButton.url(button, level)]
        case "miniprogram": own = [try MenuButton.url(button, level)] + (try MenuButton.miniProgram(button, store))
        // Permanent material and published articles do not exist here.
        case "media_id", "view_limited": throw .refused(Refusal(40007))
        case "article_id", "article_view_limited": throw .refused(Refusal(53600))
        default: throw level.code(40017, 40024)
        }
        let head: [JSONValue.Member] = [.init("type", .string(type)), .init("name", .string(name))]
        json = .object(head + own + [.init("sub_button", [])])
    }

    // > 菜单标题，不超过16个字节，子菜单不超过60个字节
    static func name(_ button: JSONValue, level: Level) throws(Failure) -> String {
        let longest = level == .top ? 16 : 60
        guard let name = button["name"]?.string, (1...longest).contains(name.utf8.count) else {
            throw level.code(40018, 40025)
        }
        return name
    }

    private static func key(_ button: JSONValue, _ level: Level) throws(Failure) -> JSONValue.Member {
        guard let key = button["key"]?.string, (1...128).contains(key.utf8.count) else {
            throw level.code(40019, 40026)
        }
        return .init("key", .string(key))
    }

    private static func url(_ button: JSONValue, _ level: Level) throws(Failure) -> JSONValue.Member {
        guard let url = button["url"]?.string, (1...1024).contains(url.utf8.count) else {
            throw level.code(40020, 40027)
        }
        guard RedirectURI(url) != nil else { throw level.code(40055, 40054) }
        return .init("url", .string(url))
    }

    private static func miniProgram(
        _ button: JSONValue, _ store: borrowing Store
    ) throws(Failure) -> [JSONValue.Member] {
        let appid = button["appid"]?.string ?? ""
        guard try store.account(appid)?.kind == .miniProgram else { throw .refused(Refusal(40166)) }
        guard let page = button["pagepath"]?.string, !page.isEmpty else { throw .refused(Refusal(40165)) }
        return [.init("appid", .string(appid)), .init("pagepath", .string(page))]
    }
}
