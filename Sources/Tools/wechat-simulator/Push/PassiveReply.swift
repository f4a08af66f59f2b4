import XML

/// A gateway's reply, if WeChat would deliver it.
struct PassiveReply {
    /// The longest text in bytes. WeChat publishes no number for official accounts; this one is known to work.
    private static let longestText = 2048

    /// Its `MsgType`.
    let kind: String
    /// What the person sees; nil: nothing.
    let shown: String?

    init(_ root: XMLElement, to push: Push, from gateway: Gateway) throws(BadReply) {
        guard root.name == "xml" else { throw BadReply("The root is <\(root.name)>, it must be <xml>") }
        try PassiveReply.expect(root, "ToUserName", push.openID, "the push's FromUserName")
        try PassiveReply.expect(root, "FromUserName", gateway.originalID, "the push's ToUserName")
        // It must be there, but its value is not checked: WeChat's own sample has 12345678.
        _ = try PassiveReply.text(root, "CreateTime")
        kind = try PassiveReply.text(root, "MsgType")
        shown = try PassiveReply.content(root, kind, mostArticles: push.isMessage ? 1 : 8)
    }

    private static func expect(
        _ root: XMLElement, _ name: String, _ value: String, _ meaning: String
    ) throws(BadReply) {
        let found = try text(root, name)
        guard found == value else { throw BadReply("\(name) is \(found), it must be \(value), \(meaning)") }
    }

    /// The text of a required, non-empty member.
    private static func text(_ parent: XMLElement, _ name: String) throws(BadReply) -> String {
        guard let text = parent[name]?.text, !text.isEmpty else {
            throw BadReply("\(name) is missing" + (parent.name == "xml" ? "" : " in \(parent.name)"))
        }
        return text
    }

    private static func child(_ root: XMLElement, _ name: String) throws(BadReply) -> XMLElement {
        guard let child = root[name] else { throw BadReply("\(name) is missing") }
        return child
    }

    private static func content(_ root: XMLElement, _ kind: String, mostArticles: Int) throws(BadReply) -> String? {
        switch kind {
        case "text": return try words(root)
        case "image": return "[图片] " + (try text(child(root, "Image"), "MediaId"))
        case "voice": return "[语音] " + (try text(child(root, "Voice"), "MediaId"))
        case "video":
            let video = try child(root, "Video")
            let words = [video["Title"]?.text ?? "", try text(video, "MediaId")]
            return "[视频] " + words.filter { !$0.isEmpty }.joined(separator: " ")
        case "music":
            let music = try child(root, "Music")
            _ = try text(music, "ThumbMediaId")
            return "[音乐] " + (music["Title"]?.text ?? "")
        case "news": return try articles(root, most: mostArticles)
        case "transfer_customer_service":
            if let service = root["TransInfo"] { _ = try text(service, "KfAccount") }
            return nil
        default: throw BadReply("There is no MsgType \(kind) for replies")
        }
    }

    private static func words(_ root: XMLElement) throws(BadReply) -> String {
        let content = try text(root, "Content")
        guard content.utf8.count <= longestText else {
            throw BadReply("Content has \(content.utf8.count) bytes, \(longestText) at most are shown")
        }
        return content
    }

    private static func articles(_ root: XMLElement, most: Int) throws(BadReply) -> String {
        let items = try child(root, "Articles").children.filter { $0.name == "item" }
        guard let count = Int(try text(root, "ArticleCount")) else { throw BadReply("ArticleCount is no number") }
        guard count == items.count else {
            throw BadReply("ArticleCount is \(count), and there are \(items.count) items")
        }
        guard (1...most).contains(count) else {
            let occasion = most == 1 ? "a message is answered with one article" : "at most \(most) articles are shown"
            throw BadReply("There are \(count) items: \(occasion)")
        }
        var titles: [String] = []
        for item in items {
            titles.append(try text(item, "Title"))
            for name in ["Description", "PicUrl", "Url"] { _ = try child(item, name) }
        }
        return "[图文] " + titles.joined(separator: " · ")
    }
}
