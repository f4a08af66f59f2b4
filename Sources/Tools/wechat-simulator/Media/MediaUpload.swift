import HTTP
import JSON

/// `POST /cgi-bin/media/upload` — keeps a file for three days.
enum MediaUpload {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedAccount(store)
        guard let kind = MediaKind(rawValue: call.query("type") ?? "") else { throw .refused(Refusal(40004)) }
        let bytes = try file(call)
        guard !bytes.isEmpty else { throw .refused(Refusal(44001)) }
        guard bytes.count <= kind.limit else { throw .refused(Refusal(45001)) }
        guard let format = MediaFormat(of: bytes), kind.formats.contains(format) else {
            throw .refused(Refusal(40005))
        }
        let media = Media(
            id: Media.newID(), appid: account.appid, kind: kind, contentType: format.contentType, bytes: bytes,
            createdAt: call.now)
        try store.add(media)
        return .json(
            .object([
                .init("type", .string(kind.rawValue)), .init(idName(kind), .string(media.id)),
                .init("created_at", .integer(call.now)),
            ]))
    }

    // > {"type":"thumb","thumb_media_id":"mediaId","created_at":1486032778}
    // https://github.com/silenceper/wechat/pull/14
    private static func idName(_ kind: MediaKind) -> String { kind == .thumb ? "thumb_media_id" : "media_id" }

    /// The form's field `media`; other fields are ignored.
    static func file(_ call: Call) throws(Failure) -> [UInt8] {
        let body: [UInt8]
        do throws(RequestError) { body = try call.request.body() } catch {
            if case .bodyTooLarge = error { throw .refused(Refusal(45001)) }
            throw .refused(Refusal(41005))
        }
        let form = Multipart(body, contentType: call.request.header("Content-Type") ?? "")
        guard let part = form?.part("media") else { throw .refused(Refusal(41005)) }
        return Array(part)
    }
}
