import HTTP
import JSON
import Testing

@testable import wechat_simulator

@Suite("POST /cgi-bin/media/upload")
struct MediaUploadTests {
    let weChat: TestWeChat
    let token: String

    init() throws {
        weChat = try TestWeChat()
        token = try #require(try weChat.token()["access_token"]?.string)
    }

    static let starts: [(String, [UInt8], String)] = [
        ("image", [0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg"), ("image", [0x89] + Array("PNG\r\n".utf8), "image/png"),
        ("image", Array("GIF89a".utf8), "image/gif"), ("image", Array("BMxxxx".utf8), "image/bmp"),
        ("voice", Array("#!AMR\n".utf8), "audio/amr"), ("voice", Array("ID3\u{3}".utf8), "audio/mp3"),
        ("thumb", [0xFF, 0xD8, 0xFF, 0xDB], "image/jpeg"),
    ]

    @Test("What was uploaded can be downloaded, byte for byte, as what it is", arguments: starts)
    func roundTrip(type: String, start: [UInt8], contentType: String) throws {
        let bytes = start + Array("\r\n--x\r\n\r\n\r--xy\0\r\n".utf8)
        let answer = try weChat.upload(bytes, token: token, type: type)
        let name = type == "thumb" ? "thumb_media_id" : "media_id"
        let id = try #require(answer[name]?.string)
        #expect(
            answer.text == #"{"type":"\#(type)","\#(name)":"\#(id)","created_at":\#(TestWeChat.start)}"#)
        let response = weChat.download(id, token: token)
        #expect(response.body == bytes)
        #expect(response.header("Content-Type") == contentType)
    }

    @Test("A boundary may stand in quotes, and beside other parameters")
    func boundary() throws {
        for type in ["multipart/form-data; boundary=\"xx\"", "Multipart/Form-Data; charset=utf-8; Boundary=xx"] {
            #expect(try weChat.upload([0xFF, 0xD8, 0xFF], token: token, contentType: type)["media_id"] != nil)
        }
    }

    @Test("A file has a largest size for its type", arguments: MediaKind.allCases)
    func limit(kind: MediaKind) throws {
        let limits: [MediaKind: Int] = [.image: 10 << 20, .voice: 2 << 20, .video: 10 << 20, .thumb: 64 << 10]
        let size = try #require(limits[kind])
        let bytes = kind.usualFormat.sample(size: size)
        #expect(try weChat.upload(bytes, token: token, type: kind.rawValue)["errcode"] == nil)
        #expect(try weChat.upload(bytes + [0], token: token, type: kind.rawValue)["errcode"] == 45001)
    }

    @Test(
        "Types that there are not, and files of another type",
        arguments: [
            ("", [0xFF, 0xD8, 0xFF], 40004), ("Image", [0xFF, 0xD8, 0xFF], 40004), ("file", [0xFF, 0xD8, 0xFF], 40004),
            ("voice", [0xFF, 0xD8, 0xFF], 40005), ("video", [0xFF, 0xD8, 0xFF], 40005),
            ("thumb", Array("GIF8".utf8), 40005),
            ("image", Array("%PDF".utf8), 40005), ("image", [], 44001),
        ] as [(String, [UInt8], Int64)])
    func refused(type: String, bytes: [UInt8], code: Int64) throws {
        #expect(try weChat.upload(bytes, token: token, type: type)["errcode"] == .integer(code))
    }

    @Test("The file is in the field `media` of a form")
    func form() throws {
        let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF]
        #expect(try weChat.upload(jpeg, token: token, field: "file")["errcode"] == 41005)
        for type in ["application/json", "multipart/form-data", "multipart/form-data; boundary=yy", ""] {
            #expect(try weChat.upload(jpeg, token: token, contentType: type)["errcode"] == 41005, "\(type)")
        }
        let request = Request.post(
            "/cgi-bin/media/upload", query: "access_token=\(token)&type=image",
            contentType: "multipart/form-data; boundary=xx", content: .failure(.bodyTooLarge(limit: 1)))
        #expect(try JSONValue(parsing: weChat.send(request).body)["errcode"] == 45001)
    }

    @Test("The token is looked at first")
    func access() throws {
        #expect(try weChat.upload([], token: "", type: "x")["errcode"] == 41001)
        #expect(try weChat.upload([], token: "9_x", type: "x")["errcode"] == 40001)
        #expect(try weChat.get("/cgi-bin/media/upload", "access_token=\(token)")["errcode"] == 43002)
    }
}
