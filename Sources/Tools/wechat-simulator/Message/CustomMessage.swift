import JSON

/// The content of a customer message (客服消息), if WeChat would show it.
///
/// The kinds and their members are from
/// https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage. The codes of errors are
/// from memory where that page does not tell.
struct CustomMessage {
    private static let ofMiniPrograms = ["text", "image", "link", "miniprogrampage"]
    private static let ofOfficialAccounts = [
        "text", "image", "voice", "video", "music", "news", "mpnews", "mpnewsarticle", "msgmenu", "wxcard",
        "miniprogrampage",
    ]

    /// Its `msgtype`.
    let kind: String
    /// What the person sees.
    let shown: String

    init(_ body: JSONValue, _ account: Account, _ store: borrowing Store, now: Int64) throws(Failure) {
        kind = body["msgtype"]?.string ?? ""
        let kinds = account.kind == .miniProgram ? CustomMessage.ofMiniPrograms : CustomMessage.ofOfficialAccounts
        guard kinds.contains(kind) else { throw .refused(Refusal(40008)) }
        guard let content = body[kind], content.isObject else { throw .refused(Refusal(47001)) }
        shown = try Parts(content: content, account: account, now: now).shown(kind, store)
    }
}

/// The member named like the `msgtype`.
private struct Parts {
    /// The longest text in bytes, as known for WeCom and for replies of official accounts.
    private static let longestText = 2048

    let content: JSONValue
    let account: Account
    let now: Int64

    func shown(_ kind: String, _ store: borrowing Store) throws(Failure) -> String {
        switch kind {
        case "text": return try text()
        case "image": return "[图片] " + (try media("media_id", .image, store))
        case "voice": return "[语音] " + (try media("media_id", .voice, store))
        case "video":
            let video = try media("media_id", .video, store)
            if content["thumb_media_id"] != nil { _ = try media("thumb_media_id", .thumb, store) }
            return "[视频] " + titled(video)
        case "music":
            _ = try media("thumb_media_id", .thumb, store)
            return "[音乐] " + titled(content["musicurl"]?.string ?? "")
        case "news": return try article()
        case "msgmenu": return try choices()
        case "link": return "[链接] " + titled(content["url"]?.string ?? "")
        case "miniprogrampage": return try page(store)
        // Permanent material, published articles and cards do not exist here.
        case "mpnews": throw .refused(Refusal(40007))
        case "mpnewsarticle": throw .refused(Refusal(53600))
        default: throw .refused(Refusal(40073))
        }
    }

    private func text() throws(Failure) -> String {
        guard let text = content["content"]?.string, !text.isEmpty else { throw .refused(Refusal(44004)) }
        guard text.utf8.count <= Parts.longestText else { throw .refused(Refusal(45002)) }
        return text
    }

    private func media(_ name: String, _ kind: MediaKind, _ store: borrowing Store) throws(Failure) -> String {
        let id = content[name]?.string ?? ""
        guard let media = try store.media(id, now: now), media.appid == account.appid, media.kind == kind else {
            throw .refused(Refusal(40007))
        }
        return id
    }

    private func titled(_ rest: String) -> String {
        [content["title"]?.string ?? "", rest].filter { !$0.isEmpty }.joined(separator: " ")
    }

    // > 图文消息条数限制在1条以内，注意，如果图文数超过1，则将会返回错误码45008
    private func article() throws(Failure) -> String {
        // Something else instead of the list:
        // https://developers.weixin.qq.com/community/develop/doc/0008c2a040c3d8615b471d8ad5bc00
        guard let articles = content["articles"]?.elements else { throw .refused(Refusal(45162)) }
        guard articles.count == 1, let article = articles.first else { throw .refused(Refusal(45008)) }
        return "[图文] " + (article["title"]?.string ?? "")
    }

    private func choices() throws(Failure) -> String {
        guard let list = content["list"]?.elements, !list.isEmpty else { throw .refused(Refusal(47001)) }
        let choices = list.map { "· " + ($0["content"]?.string ?? "") }
        return ([content["head_content"]?.string ?? ""] + choices + [content["tail_content"]?.string ?? ""])
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// An official account names the mini program; a mini program's page is its own.
    private func page(_ store: borrowing Store) throws(Failure) -> String {
        let appid = account.kind == .miniProgram ? account.appid : content["appid"]?.string ?? ""
        guard try store.account(appid)?.kind == .miniProgram else { throw .refused(Refusal(40166)) }
        guard let page = content["pagepath"]?.string, !page.isEmpty else { throw .refused(Refusal(40165)) }
        let id = content["thumb_media_id"]?.string ?? ""
        guard let media = try store.media(id, now: now), media.appid == account.appid,
            [.image, .thumb].contains(media.kind)
        else { throw .refused(Refusal(40007)) }
        return "[小程序] " + titled(page)
    }
}
