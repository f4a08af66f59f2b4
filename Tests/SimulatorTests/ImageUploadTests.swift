import HTTP
import JSON
import Testing

@testable import wechat_simulator

@Suite("POST /cgi-bin/media/uploadimg")
struct ImageUploadTests {
    private static let png: [UInt8] = [0x89] + Array("PNG\r\n".utf8)

    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    private func upload(_ bytes: [UInt8], field: String = "media") throws -> JSONValue {
        let head = "--xx\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"a.png\"\r\n\r\n"
        let request = Request.post(
            "/cgi-bin/media/uploadimg", query: "access_token=\(try weChat.officialToken())",
            contentType: "multipart/form-data; boundary=xx",
            content: .success(Array(head.utf8) + bytes + Array("\r\n--xx--\r\n".utf8)))
        return try JSONValue(parsing: weChat.send(request).body)
    }

    @Test("A picture is at the address that is told, for good", arguments: [png, [0xFF, 0xD8, 0xFF, 0xE0]])
    func kept(bytes: [UInt8]) throws {
        let answer = try upload(bytes)
        #expect(answer["errcode"] == 0)
        let url = try #require(answer["url"]?.string)
        try weChat.advance(30 * 86400)
        let id = String(url.split(separator: "=")[1])
        let picture = weChat.send("GET", "/_simulator/picture", query: "id=\(id)")
        #expect(url == "http://127.0.0.1/_simulator/picture?id=\(id)" && picture.body == bytes)
        #expect(picture.header("Content-Type")?.hasPrefix("image/") == true)
        #expect(weChat.send("GET", "/_simulator/picture", query: "id=x").status == 400)
    }

    @Test("JPEG and PNG of less than a megabyte, in the field media")
    func refused() throws {
        let large = Self.png + [UInt8](repeating: 0, count: (1 << 20) - Self.png.count)
        #expect(try upload(Array(large.dropLast()))["errcode"] == 0)
        #expect(try upload(large)["errcode"] == 40009)
        #expect(try upload(Array("GIF89a".utf8))["errcode"] == 40005)
        #expect(try upload([])["errcode"] == 44001)
        #expect(try upload(Self.png, field: "image")["errcode"] == 41005)
    }
}
