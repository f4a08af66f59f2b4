package import JSON

extension Reply {
    /// An error in a written reply, in a few words that quote no content.
    package struct Fault: Error, Equatable, CustomStringConvertible {
        package let description: String

        init(_ description: String) { self.description = description }
    }

    /// Reads a reply in the form that rules and handlers write:
    ///
    ///     {"type": "text", "content": "…"}
    ///     {"type": "image" | "voice", "media_id": "…"}
    ///     {"type": "video", "media_id": "…", "title": "…", "description": "…"}
    ///     {"type": "music", "title": "…", "description": "…", "music_url": "…", "hq_music_url": "…", "thumb_media_id":
    ///     "…"} {"type": "news", "articles": [{"title": "…", "description": "…", "pic_url": "…", "url": "…"}]} {"type":
    ///     "transfer_customer_service", "kf_account": "…"}
    package init(_ value: JSONValue) throws(Fault) {
        guard value.isObject else { throw Fault("is not an object") }
        let type = try value.required("type")
        try value.refuseOthers(than: Reply.members[type] ?? [], of: type)
        switch type {
        case "text": self = .text(try Reply.checkedText(value.required("content")))
        case "image": self = .image(mediaID: try value.required("media_id"))
        case "voice": self = .voice(mediaID: try value.required("media_id"))
        case "video":
            self = .video(
                mediaID: try value.required("media_id"), title: try value.optional("title"),
                description: try value.optional("description"))
        case "music": self = .music(try Music(value))
        case "news": self = .news(try Reply.articles(value))
        default:
            let account = try value.optional("kf_account")
            self = .transferToCustomerService(account: account.isEmpty ? nil : account)
        }
    }

    private static let members: [String: Set<String>] = [
        "text": ["content"], "image": ["media_id"], "voice": ["media_id"],
        "video": ["media_id", "title", "description"],
        "music": ["title", "description", "music_url", "hq_music_url", "thumb_media_id"],
        "news": ["articles"], "transfer_customer_service": ["kf_account"],
    ]

    /// The text, if it is not longer than WeChat accepts.
    static func checkedText(_ text: String) throws(Fault) -> String {
        guard text.utf8.count <= longestText else { throw Fault("content is longer than \(longestText) bytes") }
        return text
    }

    private static func articles(_ value: JSONValue) throws(Fault) -> [Article] {
        guard let articles = value["articles"]?.elements else { throw Fault("articles must be an array") }
        guard (1...mostArticles).contains(articles.count) else {
            throw Fault("articles must be 1 to \(mostArticles)")
        }
        var read: [Article] = []
        for article in articles { read.append(try Article(article)) }
        return read
    }
}

extension Reply.Music {
    fileprivate init(_ value: JSONValue) throws(Reply.Fault) {
        title = try value.optional("title")
        description = try value.optional("description")
        url = try value.optional("music_url")
        highQualityURL = try value.optional("hq_music_url")
        thumbMediaID = try value.required("thumb_media_id")
    }
}

extension Reply.Article {
    fileprivate init(_ value: JSONValue) throws(Reply.Fault) {
        guard value.isObject else { throw Reply.Fault("an article is not an object") }
        title = try value.required("title")
        description = try value.optional("description")
        pictureURL = try value.optional("pic_url")
        url = try value.optional("url")
    }
}

extension JSONValue {
    fileprivate func required(_ name: String) throws(Reply.Fault) -> String {
        let text = try optional(name)
        guard !text.isEmpty else { throw Reply.Fault("\(name) is missing") }
        return text
    }

    /// The text; empty if absent.
    fileprivate func optional(_ name: String) throws(Reply.Fault) -> String {
        guard let value = self[name], value != .null else { return "" }
        guard let text = value.string else { throw Reply.Fault("\(name) must be a string") }
        return text
    }

    fileprivate func refuseOthers(than names: Set<String>, of type: String) throws(Reply.Fault) {
        guard !names.isEmpty else { throw Reply.Fault("type is not a type of reply") }
        guard case .object(let members) = self else { return }
        for member in members where member.name != "type" && !names.contains(member.name) {
            throw Reply.Fault("unknown member \(member.name) in a reply of type \(type)")
        }
    }
}
