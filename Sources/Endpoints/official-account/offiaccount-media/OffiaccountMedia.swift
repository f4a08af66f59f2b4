internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import OfficialAccountShape
internal import Site
internal import WeChat

/// `GET /2020/wechat/offiaccount/media` — a picture or voice that a page has uploaded to WeChat, in base64.
///
/// | parameter  | meaning                                                        |
/// |------------|----------------------------------------------------------------|
/// | `media_id` | what `wx.uploadImage` or `wx.uploadVoice` gave, for three days |
///
/// Source: document 004, O2.
@main
struct OffiaccountMedia: Endpoint {
    typealias API = OfficialAccountAPI
    static let routes: [Route] = ["GET /2020/wechat/offiaccount/media"]
    static let sharing = CrossOriginSharing.configuredOrigins

    private let account: OfficialAccount

    init(_ installation: Installation) throws(WeChatError) { account = try installation.officialAccount() }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let media = try account.media(mediaID(of: request), until: account.deadline())
        // Built by hand: a JSON value would hold it twice more.
        var body = Array(#"{"media_data":""#.utf8)
        body.reserveCapacity(media.base64.count + 256)
        body += media.base64
        body += Array("\",\"content_type\":\(JSONValue.string(media.contentType).text)}".utf8)
        return Response(contentType: "application/json; charset=utf-8", body: body)
    }

    private func mediaID(of request: Request) throws(WeChatError) -> String {
        let id = try request.requiredQuery("media_id")
        guard id.utf8.count <= 256, id.utf8.allSatisfy(OffiaccountMedia.isIDByte) else {
            throw .request(.invalid("media_id", reason: "must be [A-Za-z0-9_-]{1,256}"))
        }
        return id
    }

    private static func isIDByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
