import FastCGI
import Foundation
import HTTP
import JSON
import LoopbackServer
import Testing

@testable import EndpointRuntime
@testable import offiaccount_media

@Suite("GET /2020/wechat/offiaccount/media", .timeLimit(.minutes(5)))
struct OffiaccountMediaTests {
    let site: LoginSite

    init() throws { site = try LoginSite(timeout: 4) }

    private func answer(_ query: String = "media_id=a-Z_9") -> Answer {
        site.answer(OffiaccountMedia.self, .get(OffiaccountMedia.self, query))
    }

    private func serve(by site: LoginSite? = nil, _ pieces: [[UInt8]], type: String, status: String = "200 OK") {
        let length = pieces.reduce(0) { $0 + $1.count }
        let head = "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(length)\r\n\r\n"
        let steps = pieces.flatMap { [TestStep.sendBytes($0), .pause(0.02)] }
        (site ?? self.site).wechat.on(ScriptedWeChat.media) { _ in [.send(head)] + steps + [.close] }
    }

    static let files: [(type: String, pieces: [[UInt8]])] = [
        ("image/jpeg", [[0xFF, 0xD8, 0xFF], [0, 1], [], [2]]), ("audio/amr", [Array("#!AMR\n".utf8)]),
        ("voice/speex", [[0], [1], [2], [3]]), ("image/png", [Array(repeating: 0x20, count: 5), [1]]),
        ("application/octet-stream", [Array("{".utf8), Array(repeating: 0x7B, count: 100_000)]),
        ("application/x", [Array("{}".utf8)]), ("text/plain", [Array(#"{"a":1}"#.utf8)]),
        ("text/plain; charset=utf-8", [Array("{not json".utf8)]), ("image/x\"y", [[1]]),
    ]

    static let untyped: [(given: String, start: [UInt8], told: String)] = [
        ("", [0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg"),
        ("application/octet-stream", [0x89, 0x50, 0x4E, 0x47], "image/png"),
        ("text/plain", Array("#!AMR\n".utf8), "audio/amr"),
        ("text/plain; charset=utf-8", Array("GIF89a".utf8), "image/gif"),
        ("Application/Octet-Stream", Array("RIFF0000WEBPVP8 ".utf8), "image/webp"),
        ("", Array("Speex   1.2".utf8), "voice/speex"),
        ("", Array("ID3\u{3}".utf8), "audio/mp3"), ("", [0, 0, 0, 24] + Array("ftypmp42".utf8), "video/mp4"),
        ("", [1, 2, 3], "application/octet-stream"),
        ("image/heic", [0xFF, 0xD8, 0xFF], "image/heic"), ("text/plain", [1, 2, 3], "text/plain"),
    ]

    @Test(
        "has a type that the bytes tell where WeChat's says nothing, however they come", arguments: untyped.indices,
        [1, 3, 100])
    func untypedFile(index: Int, size: Int) throws {
        let (given, start, told) = Self.untyped[index]
        let bytes = start + [UInt8](repeating: 0, count: 20)
        serve(
            stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) },
            type: given)
        #expect(try answer().json()["content_type"]?.string == told)
    }

    @Test("is an error when there is nothing of it", arguments: ["image/gif", "", "text/plain"])
    func emptyFile(type: String) {
        serve([[]], type: type)
        expect(answer(), 504, "微信服务器超时")
    }

    @Test("is the file in base64, with WeChat's type, however it comes", arguments: files.indices)
    func file(index: Int) throws {
        let (type, pieces) = Self.files[index]
        serve(pieces, type: type)
        let answer = answer()
        #expect(answer.response.status == 200)
        #expect(answer.response.header("Content-Type") == "application/json; charset=utf-8")
        let data = Data(pieces.flatMap { $0 }).base64EncodedString()
        #expect(try answer.json() == ["media_data": .string(data), "content_type": .string(type)])
        let asked = site.wechat.parameters(ScriptedWeChat.media)
        #expect(asked == [["access_token": "app-token", "media_id": "a-Z_9"]])
    }

    static let refusals: [(type: String, json: String, status: Int, message: String)] = [
        ("application/json; charset=utf-8", #"{"errcode":40007,"errmsg":"invalid media_id"}"#, 400, "media_id无效"),
        ("text/plain", #"{"errcode":40007,"errmsg":"invalid media_id"}"#, 400, "media_id无效"),
        ("image/jpeg", " \r\n{\"errcode\":40007,\"errmsg\":\"\"}", 400, "media_id无效"),
        ("text/plain", #"{"video_url":"http://mp.weixin.qq.com/v"}"#, 400, "不支持视频"),
        ("application/json", #"{"errcode":48001,"errmsg":"unauthorized"}"#, 400, "微信拒绝了请求"),
        ("application/json", #"{"errcode":-1,"errmsg":"busy"}"#, 504, "微信服务器超时"),
    ]

    @Test("is an error when WeChat sends JSON, whatever type that has", arguments: refusals.indices)
    func refused(index: Int) throws {
        let (type, json, status, message) = Self.refusals[index]
        serve([Array(json.utf8.prefix(5)), Array(json.utf8.dropFirst(5))], type: type)
        expect(answer(), status, message)
        #expect(site.wechat.calls(ScriptedWeChat.media) == (status == 504 ? 2 : 1))
    }

    @Test(
        "is 504 when what comes is no file of WeChat's",
        arguments: ["500 Internal Server Error", "502 Bad Gateway", "404 Not Found", "403 Forbidden", "302 Found"])
    func noFile(status: String) {
        serve([Array("<html></html>".utf8)], type: "text/html", status: status)
        expect(answer(), 504, "微信服务器超时")
    }

    @Test("is 504 when the file breaks off, also at the second attempt")
    func cutOff() {
        site.wechat.on(ScriptedWeChat.media) { _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"), .close]
        }
        expect(answer(), 504, "微信服务器超时")
        #expect(site.wechat.calls(ScriptedWeChat.media) == 2)
    }

    @Test("is whole when the first attempt broke off")
    func secondAttempt() throws {
        let wechat = site.wechat
        wechat.on(ScriptedWeChat.media) { _ in
            let isFirst = wechat.calls(ScriptedWeChat.media) == 1
            return [.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\(isFirst ? "a" : "abc")"), .close]
        }
        #expect(try answer().json()["media_data"]?.string == "YWJj")
        #expect(try answer().json()["content_type"]?.string == "application/octet-stream")
    }

    @Test("is at most 20 MiB", arguments: [(20 << 20, 200), ((20 << 20) + 1, 400)])
    func size(size: Int, status: Int) throws {
        let site = try LoginSite(timeout: 60)
        serve(by: site, [[UInt8](repeating: 1, count: size)], type: "image/jpeg")
        let answer = site.answer(OffiaccountMedia.self, .get(OffiaccountMedia.self, "media_id=a"))
        #expect(answer.response.status == status)
        #expect(status == 400 ? answer.response.body.count < 100 : answer.response.body.count > size)
        if status == 400 { expect(answer, 400, "文件超过20 MiB") }
    }

    static var badIDs: [String] {
        BadValue.all.map(\.raw) + ["a.b", "a/b", "a+b", "a%20b", "媒", String(repeating: "a", count: 257)]
    }

    @Test("refuses an id that is none, without asking WeChat", arguments: badIDs)
    func ids(raw: String) throws {
        for query in ["media_id=\(raw)", "", "media_id=a&media_id=b"] {
            let answer = answer(query)
            #expect(answer.response.status == 400)
            #expect(try answer.json()["data"] == .null)
        }
        #expect(site.wechat.calls(ScriptedWeChat.media) + site.wechat.calls(ScriptedWeChat.token) == 0)
    }

    @Test(
        "says media_id无效 of an id that has not WeChat's form",
        arguments: ["", "a.b", String(repeating: "a", count: 257)])
    func message(raw: String) { expect(answer("media_id=\(raw)"), 400, "media_id无效") }

    @Test("takes the longest id")
    func longest() {
        serve([[1]], type: "image/jpeg")
        #expect(answer("media_id=" + String(repeating: "a", count: 256)).response.status == 200)
    }

    private func expect(_ answer: Answer, _ status: Int, _ message: String) {
        #expect(answer.response.status == status)
        #expect(answer.bodyText == #"{"status":\#(status),"msg":"\#(message)","data":null}"#)
    }
}
