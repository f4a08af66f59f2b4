import Crypto
import JSON

/// `POST /_simulator/media` — a file as if uploaded, without the limits of uploads.
enum MediaControl {
    private static let largest: Int64 = 32 << 20

    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let input = try ControlInput(call)
        let appid = try call.namedAccount(input.text("appid"), store).appid
        guard let kind = MediaKind(rawValue: try input.requiredText("type")) else {
            throw .misused("type must be image, voice, video or thumb")
        }
        let contentType = try input.text("content_type") ?? kind.usualFormat.contentType
        let bytes = try bytes(input, kind)
        let media = Media(
            id: Media.newID(), appid: appid, kind: kind, contentType: contentType, bytes: bytes, createdAt: call.now)
        try store.add(media)
        return .json([
            "media_id": .string(media.id), "type": .string(kind.rawValue), "content_type": .string(contentType),
            "size": .integer(Int64(bytes.count)),
        ])
    }

    private static func bytes(_ input: ControlInput, _ kind: MediaKind) throws(Failure) -> [UInt8] {
        switch (try input.integer("size"), try input.text("base64")) {
        case (let size?, nil) where (0...largest).contains(size): return kind.usualFormat.sample(size: Int(size))
        case (_?, nil): throw .misused("size goes from 0 to \(largest)")
        case (nil, let text?):
            let padding = String(repeating: "=", count: 3 - (text.utf8.count + 3) % 4)
            guard let bytes = Base64.decode(text + padding) else { throw .misused("base64 is not Base64") }
            return bytes
        default: throw .misused("give either size, in bytes, or base64")
        }
    }
}
