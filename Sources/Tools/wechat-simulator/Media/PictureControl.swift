import HTTP

/// `GET /_simulator/picture` — a picture from `media/uploadimg`.
enum PictureControl {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        guard let picture = try store.picture(call.query("id") ?? "") else {
            throw .misused("there is no such picture")
        }
        return .whole(Response(contentType: picture.contentType, body: picture.bytes))
    }
}
