import Foundation
import HTTPClient
import JSON
import Testing

@Suite("GET /2020/wechat/offiaccount/media", .timeLimit(.minutes(2)))
struct MediaTests {
    @Test("gives pictures and voices byte for byte, with WeChat's type")
    func files() throws {
        let site = try Site(workers: 1)
        for (type, contentType) in [("image", "image/jpeg"), ("voice", "audio/amr"), ("voice", "voice/speex")] {
            for size in [1, 2, 3, 100_000] {
                let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 123) }
                let media = try site.simulator(
                    "POST", "media",
                    [
                        "appid": .string(Site.appID), "type": .string(type), "content_type": .string(contentType),
                        "base64": .string(Data(bytes).base64EncodedString()),
                    ])
                let reply = try self.media(try #require(media["media_id"]?.string), site)
                #expect(reply["media_data"]?.string == Data(bytes).base64EncodedString(), "\(size) bytes")
                #expect(reply["content_type"]?.string == contentType)
            }
        }
    }

    @Test("refuses what is no file: unknown ids, videos, errors under any content type")
    func refusals() throws {
        let site = try Site(workers: 1)
        let video = try site.simulator("POST", "media", ["appid": .string(Site.appID), "type": "video", "size": 10])
        let ids = [
            "no-such-id", "", "a%2Fb", "%00", "a b", String(repeating: "a", count: 257),
        ]
        let videoID = try #require(video["media_id"]?.string)
        let refused = try site.get("/2020/wechat/offiaccount/media?media_id=" + videoID)
        #expect(refused.text == #"{"status":400,"msg":"不支持视频","data":null}"#)
        for id in ids {
            let reply = try site.get("/2020/wechat/offiaccount/media?media_id=" + id.replacing(" ", with: "%20"))
            #expect(reply.text == #"{"status":400,"msg":"media_id无效","data":null}"#, "\(id)")
            #expect(reply.status == 400)
        }
        for fault in ["text_plain", "charset"] {
            try site.fail("/cgi-bin/media/get", fault)
            #expect(try site.get("/2020/wechat/offiaccount/media?media_id=none").status == 400)
        }
        #expect(try site.get("/2020/wechat/offiaccount/media").status == 400)
    }

    @Test("takes 20 MiB and not a byte more")
    func sizes() throws {
        let site = try Site(workers: 1, extra: "timeout = 20")
        for (size, status) in [(20 << 20, 200), ((20 << 20) + 1, 400)] {
            let media = try site.simulator(
                "POST", "media", ["appid": .string(Site.appID), "type": "image", "size": .integer(Int64(size))])
            let id = try #require(media["media_id"]?.string)
            let reply = try Browser(timeout: 60).get(site.address + "/2020/wechat/offiaccount/media?media_id=" + id)
            #expect(reply.status == status)
            guard status == 200 else { continue }
            #expect(
                reply.body.count == "{\"media_data\":\"\",\"content_type\":\"image/jpeg\"}".utf8.count
                    + ((20 << 20) + 2) / 3 * 4)
        }
    }

    private func media(_ id: String, _ site: Site) throws -> JSONValue {
        let reply = try site.get("/2020/wechat/offiaccount/media?media_id=" + id)
        #expect(reply.status == 200, "\(reply.text)")
        return try reply.json()
    }
}
