internal import JSON
internal import XML

extension Reply {
    /// The message to the person who wrote, in the push's format.
    ///
    /// - Parameter time: Unix seconds.
    func body(to push: PushMessage, time: Int64) -> [UInt8] {
        switch push.format {
        case .xml: xml(to: push, time: time)
        case .json: json(to: push, time: time).bytes
        }
    }

    private func xml(to push: PushMessage, time: Int64) -> [UInt8] {
        var writer = XMLWriter()
        writer.element("xml") { writer in
            writer.text("ToUserName", push.fromUserName)
            writer.text("FromUserName", push.toUserName)
            writer.number("CreateTime", time)
            writer.text("MsgType", msgType)
            writer.write(content)
        }
        return writer.bytes
    }

    private func json(to push: PushMessage, time: Int64) -> JSONValue {
        .object(
            [
                .init("ToUserName", .string(push.fromUserName)), .init("FromUserName", .string(push.toUserName)),
                .init("CreateTime", .integer(time)), .init("MsgType", .string(msgType)),
            ] + content)
    }

    /// What follows `MsgType`, the same in both formats: an array becomes elements called `item`.
    private var content: [JSONValue.Member] {
        switch self {
        case .text(let text): [.init("Content", .string(text))]
        case .image(let id): [.init("Image", ["MediaId": .string(id)])]
        case .voice(let id): [.init("Voice", ["MediaId": .string(id)])]
        case .video(let id, let title, let description):
            [
                .init(
                    "Video",
                    ["MediaId": .string(id), "Title": .string(title), "Description": .string(description)])
            ]
        case .music(let music): [.init("Music", music.content)]
        case .news(let articles):
            [
                .init("ArticleCount", .integer(Int64(articles.count))),
                .init("Articles", .array(articles.map(\.content))),
            ]
        case .transferToCustomerService(let account):
            account.map { [.init("TransInfo", ["KfAccount": .string($0)])] } ?? []
        }
    }
}

extension Reply.Music {
    fileprivate var content: JSONValue {
        [
            "Title": .string(title), "Description": .string(description), "MusicUrl": .string(url),
            "HQMusicUrl": .string(highQualityURL), "ThumbMediaId": .string(thumbMediaID),
        ]
    }
}

extension Reply.Article {
    fileprivate var content: JSONValue {
        [
            "Title": .string(title), "Description": .string(description), "PicUrl": .string(pictureURL),
            "Url": .string(url),
        ]
    }
}

extension XMLWriter {
    fileprivate mutating func write(_ members: [JSONValue.Member]) {
        for member in members { write(member.name, member.value) }
    }

    private mutating func write(_ name: String, _ value: JSONValue) {
        switch value {
        case .string(let text): self.text(name, text)
        case .integer(let number): self.number(name, number)
        case .object(let members): element(name) { $0.write(members) }
        case .array(let elements):
            element(name) { writer in
                for element in elements { writer.write("item", element) }
            }
        case .null, .bool, .real: break
        }
    }
}
