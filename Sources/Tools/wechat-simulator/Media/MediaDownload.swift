import HTTP
import JSON

/// Files that were uploaded in the last three days, by this account.
enum MediaDownload {
    /// `GET /cgi-bin/media/get` — the file; for a video only its address, from which a second call fetches it.
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let media = try media(call, store)
        guard media.kind == .video else { return file(media, contentType: media.contentType) }
        let host = call.request.header("Host") ?? "127.0.0.1"
        return .json(["video_url": .string("http://\(host)/_simulator/video?id=\(media.id)")])
    }

    /// `GET /cgi-bin/media/get/jssdk` — a voice recorded by a page; here its quality is the same as elsewhere.
    static func voice(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let media = try media(call, store)
        guard media.kind == .voice else { throw .refused(Refusal(40007)) }
        return file(media, contentType: MediaFormat.speex.contentType)
    }

    /// `GET /_simulator/video` — the file behind a `video_url`, which needs no token.
    static func video(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        guard let media = try store.media(call.query("id") ?? "", now: call.now) else {
            throw .misused("there is no such video, or no longer")
        }
        return file(media, contentType: media.contentType)
    }

    private static func media(_ call: Call, _ store: borrowing Store) throws(Failure) -> Media {
        let account = try call.authorizedAccount(store)
        guard let id = call.query("media_id") else { throw .refused(Refusal(41006)) }
        guard let media = try store.media(id, now: call.now), media.appid == account.appid else {
            throw .refused(Refusal(40007))
        }
        return media
    }

    // > Content-disposition: attachment; filename="MEDIA_ID.jpg"
    private static func file(_ media: Media, contentType: String) -> Reply {
        var response = Response(contentType: contentType, body: media.bytes)
        let name = "\(media.id).\(MediaFormat.fileExtension(contentType))"
        response.set("Content-disposition", "attachment; filename=\"\(name)\"")
        response.set("Cache-Control", "no-cache, must-revalidate")
        return .whole(response)
    }
}
