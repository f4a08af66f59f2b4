package import JSON

extension Reply {
    /// The reply as rules and handlers write it, and as `init(_:)` reads it; members without a value are left out.
    package var form: JSONValue {
        .object([.init("type", .string(msgType))] + formMembers.filter { $0.value != "" })
    }

    private var formMembers: [JSONValue.Member] {
        switch self {
        case .text(let text): [.init("content", .string(text))]
        case .image(let id), .voice(let id): [.init("media_id", .string(id))]
        case .video(let id, let title, let description):
            [
                .init("media_id", .string(id)), .init("title", .string(title)),
                .init("description", .string(description)),
            ]
        case .music(let music):
            [
                .init("title", .string(music.title)), .init("description", .string(music.description)),
                .init("music_url", .string(music.url)), .init("hq_music_url", .string(music.highQualityURL)),
                .init("thumb_media_id", .string(music.thumbMediaID)),
            ]
        case .news(let articles): [.init("articles", .array(articles.map(\.form)))]
        case .transferToCustomerService(let account): [.init("kf_account", .string(account ?? ""))]
        }
    }
}

extension Reply.Article {
    fileprivate var form: JSONValue {
        let members: [JSONValue.Member] = [
            .init("title", .string(title)), .init("description", .string(description)),
            .init("pic_url", .string(pictureURL)), .init("url", .string(url)),
        ]
        return .object(members.filter { $0.value != "" })
    }
}
