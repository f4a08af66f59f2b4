import JSON

/// An act of a person that the account is told about, from a control call.
struct PushContent {
    /// Its name in control calls: a `MsgType` or an `Event` of WeChat, or `raw`.
    let kind: String
    /// The message in a few words.
    let summary: String
    let isMessage: Bool
    /// Without the members of every message.
    let members: [JSONValue.Member]

    /// The kinds of messages, by their `MsgType`.
    static let messages = ["text", "image", "voice", "video", "shortvideo", "location", "link"]
    /// The kinds of events, by their `Event`.
    static let events = [
        "subscribe", "unsubscribe", "SCAN", "CLICK", "VIEW", "LOCATION", "TEMPLATESENDJOBFINISH",
    ]

    /// - Parameter newMedia: stores a file of that kind and returns its media_id.
    init(
        _ kind: String, _ input: ControlInput, newMedia: (MediaKind) throws(Failure) -> String
    ) throws(Failure) {
        self.kind = kind
        isMessage = PushContent.messages.contains(kind)
        guard isMessage || PushContent.events.contains(kind) else {
            throw .misused(
                "type must be one of \((PushContent.messages + PushContent.events).joined(separator: ", ")), raw")
        }
        let media = try PushContent.media(kind, input, newMedia)
        let words = try PushContent.words(kind, input)
        let event = try PushContent.event(kind, input)
        let own = media ?? words ?? event
        members = isMessage ? own : [.init("Event", .string(kind))] + own
        summary = own.first?.value.string ?? own.first?.value.text ?? ""
    }

    /// An event that does not come from a control call.
    init(event kind: String, summary: String, _ members: [JSONValue.Member]) {
        self.kind = kind
        self.summary = summary
        isMessage = false
        self.members = [.init("Event", .string(kind))] + members
    }

    /// Files: those named by the call, or new ones, which the gateway can then fetch.
    private static func media(
        _ kind: String, _ input: ControlInput, _ newMedia: (MediaKind) throws(Failure) -> String
    ) throws(Failure) -> [JSONValue.Member]? {
        let format: MediaKind? =
            switch kind {
            case "image": .image
            case "voice": .voice
            case "video", "shortvideo": .video
            default: nil
            }
        guard let format else { return nil }
        let id = try file("MediaId", input.text("media_id"), format, newMedia)
        switch format {
        case .image:
            let picture = "http://mmbiz.qpic.cn/mmbiz_jpg/simulator/0"
            return [.init("PicUrl", .string(try input.text("pic_url") ?? picture)), id]
        case .voice:
            let voice = [id, .init("Format", .string(try input.text("voice_format") ?? "amr"))]
            guard let words = try input.text("recognition") else { return voice }
            return voice + [.init("Recognition", .string(words))]
        default:
            return [id, try file("ThumbMediaId", input.text("thumb_media_id"), .thumb, newMedia)]
        }
    }

    private static func file(
        _ name: String, _ given: String?, _ kind: MediaKind, _ newMedia: (MediaKind) throws(Failure) -> String
    ) throws(Failure) -> JSONValue.Member {
        let id = if let given { given } else { try newMedia(kind) }
        return JSONValue.Member(name, .string(id))
    }

    private static func words(_ kind: String, _ input: ControlInput) throws(Failure) -> [JSONValue.Member]? {
        switch kind {
        case "text": return [.init("Content", .string(try input.text("content") ?? "你好"))]
        case "location":
            return [
                .init("Location_X", .real(try input.number("x") ?? 23.134521)),
                .init("Location_Y", .real(try input.number("y") ?? 113.358803)),
                .init("Scale", .integer(try input.integer("scale") ?? 20)),
                .init("Label", .string(try input.text("label") ?? "位置信息")),
            ]
        case "link":
            return [
                .init("Title", .string(try input.text("title") ?? "公众平台官网链接")),
                .init("Description", .string(try input.text("description") ?? "")),
                .init("Url", .string(try input.text("link") ?? "https://mp.weixin.qq.com/")),
            ]
        default: return nil
        }
    }

    /// Without `Event` itself.
    private static func event(_ kind: String, _ input: ControlInput) throws(Failure) -> [JSONValue.Member] {
        switch kind {
        case "subscribe":
            guard let scene = try input.text("scene") else { return [.init("EventKey", "")] }
            return [.init("EventKey", .string("qrscene_" + scene)), try ticket(input)]
        case "SCAN":
            return [.init("EventKey", .string(try input.text("scene") ?? "123123")), try ticket(input)]
        case "CLICK": return [.init("EventKey", .string(try input.text("event_key") ?? "EVENTKEY"))]
        case "VIEW":
            let page = JSONValue.Member("EventKey", .string(try input.text("event_key") ?? "https://www.qq.com/"))
            guard let menu = try input.text("menu_id") else { return [page] }
            return [page, .init("MenuId", .string(menu))]
        case "LOCATION":
            return [
                .init("Latitude", .real(try input.number("latitude") ?? 23.137466)),
                .init("Longitude", .real(try input.number("longitude") ?? 113.352425)),
                .init("Precision", .real(try input.number("precision") ?? 119.38504)),
            ]
        case "TEMPLATESENDJOBFINISH":
            return [
                .init("MsgID", .integer(try input.integer("msg_id") ?? newMessageID())),
                .init("Status", .string(try input.text("status") ?? "success")),
            ]
        default: return []
        }
    }

    private static func ticket(_ input: ControlInput) throws(Failure) -> JSONValue.Member {
        .init("Ticket", .string(try input.text("ticket") ?? "g" + RandomText.base64URL(95)))
    }

    /// Unique, and always more than a `Double` can represent exactly, as WeChat's are.
    static func newMessageID() -> Int64 { Int64.random(in: (1 << 60)..<Int64.max) | 1 }

    /// The whole message.
    ///
    /// - Parameters:
    ///   - account: the account's name in messages.
    ///   - id: for messages; events have none.
    func members(account: String, openID: String, at time: Int64, id: Int64) -> [JSONValue.Member] {
        let head: [JSONValue.Member] = [
            .init("ToUserName", .string(account)), .init("FromUserName", .string(openID)),
            .init("CreateTime", .integer(time)), .init("MsgType", .string(isMessage ? kind : "event")),
        ]
        return head + members + (isMessage ? [.init("MsgId", .integer(id))] : [])
    }
}
