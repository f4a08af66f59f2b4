import HTTP
import JSON
import Testing

@testable import wechat_simulator

@Suite("GET /cgi-bin/media/get and GET /cgi-bin/media/get/jssdk")
struct MediaDownloadTests {
    let weChat: TestWeChat
    let token: String

    init() throws {
        weChat = try TestWeChat()
        token = try #require(try weChat.token()["access_token"]?.string)
    }

    private func code(_ response: Response) throws -> Int64? {
        try JSONValue(parsing: response.body)["errcode"]?.integer
    }

    @Test(
        "A file comes with WeChat's headers",
        arguments: [
            ("image", nil, "image/jpeg", "jpg"), ("voice", nil, "audio/amr", "amr"),
            ("thumb", nil, "image/jpeg", "jpg"),
            ("image", "image/png", "image/png", "png"), ("image", "text/html", "text/html", "bin"),
        ] as [(String, String?, String, String)])
    func headers(type: String, given: String?, contentType: String, end: String) throws {
        let members: [(String, JSONValue)] = [("type", .string(type)), ("size", 10)]
        let id =
            try given.map { try weChat.media(members[0], members[1], ("content_type", .string($0))) }
            ?? weChat.media(members[0], members[1])
        let response = weChat.download(id, token: token)
        #expect(response.status == 200)
        #expect(response.body.count == 10)
        #expect(response.header("Content-Type") == contentType)
        #expect(response.header("Content-disposition") == "attachment; filename=\"\(id).\(end)\"")
        #expect(response.header("Cache-Control") == "no-cache, must-revalidate")
    }

    @Test("Of a video there is an address, where the file is")
    func video() throws {
        let id = try weChat.media(("type", "video"), ("size", 300))
        let response = weChat.download(id, token: token)
        #expect(response.text == #"{"video_url":"http:\/\/sim.example:81\/_simulator\/video?id=\#(id)"}"#)
        #expect(response.header("Content-Type") == "application/json; encoding=utf-8")
        let file = weChat.send("GET", "/_simulator/video", query: "id=\(id)")
        #expect(file.body == MediaFormat.mp4.sample(size: 300))
        #expect(file.header("Content-Type") == "video/mp4")
        #expect(weChat.send("GET", "/_simulator/video", query: "id=x").status == 400)
    }

    @Test("A page's recording comes as speex, and nothing else comes from there")
    func speex() throws {
        let id = try weChat.media(("type", "voice"), ("base64", "U3BlZXg="))
        let response = weChat.download(id, token: token, path: "/cgi-bin/media/get/jssdk")
        #expect(response.text == "Speex")
        #expect(response.header("Content-Type") == "voice/speex")
        #expect(response.header("Content-disposition") == "attachment; filename=\"\(id).speex\"")
        let image = try weChat.media(("type", "image"), ("size", 1))
        #expect(try code(weChat.download(image, token: token, path: "/cgi-bin/media/get/jssdk")) == 40007)
    }

    @Test("A file is kept for three days", arguments: [(3 * 86400 - 1, true), (3 * 86400, false)] as [(Int64, Bool)])
    func expiry(seconds: Int64, isThere: Bool) throws {
        let id = try weChat.media(("type", "image"), ("size", 3))
        try weChat.advance(seconds)
        let token = try #require(try weChat.token()["access_token"]?.string)
        let response = weChat.download(id, token: token)
        #expect((response.header("Content-Type") == "image/jpeg") == isThere)
        if !isThere { #expect(try code(response) == 40007) }
    }

    @Test(
        "Another account's file, unknown ones and none", arguments: ["/cgi-bin/media/get", "/cgi-bin/media/get/jssdk"])
    func refused(path: String) throws {
        let id = try weChat.media(("type", "voice"), ("size", 3))
        let mini = try weChat.token(TestWeChat.miniProgram, TestWeChat.miniProgramSecret)["access_token"]?.string ?? ""
        #expect(try code(weChat.download(id, token: mini, path: path)) == 40007)
        #expect(try code(weChat.download("x", token: token, path: path)) == 40007)
        #expect(try code(weChat.download("", token: token, path: path)) == 41006)
        #expect(try code(weChat.download(id, token: "", path: path)) == 41001)
        #expect(try code(weChat.download(id, token: "9_x", path: path)) == 40001)
    }

    @Test("Faults change what the file or the error says it is, and halve the file")
    func faults() throws {
        func add(_ fault: String) throws {
            try weChat.post("/_simulator/faults", ["path": "/cgi-bin/media/get", "fault": .string(fault)])
        }
        let id = try weChat.media(("type", "image"), ("size", 1000))
        try add("text_plain")
        #expect(weChat.download("x", token: token).header("Content-Type") == "text/plain")
        try add("charset")
        #expect(weChat.download("x", token: token).header("Content-Type") == "application/json; charset=utf-8")
        try add("charset")
        #expect(weChat.download(id, token: token).header("Content-Type") == "application/json; charset=utf-8")
        try add("truncated")
        #expect(weChat.download(id, token: token).body.count == 500)
        #expect(weChat.download(id, token: token).body.count == 1000)
    }

    @Test("A file can be as large as 32 MiB, and its bytes are known")
    func large() throws {
        let id = try weChat.media(("type", "image"), ("size", 33_554_432))
        let bytes = weChat.download(id, token: token).body
        #expect(bytes.count == 33_554_432)
        #expect(bytes.prefix(5) == [0xFF, 0xD8, 0xFF, 3, 4])
        #expect([251, 252, 1_000_000].map { bytes[$0] } == [0, 1, UInt8(1_000_000 % 251)])
    }

    @Test(
        "A file of given bytes, in Base64 with and without padding",
        arguments: [
            ("", []), ("Zg==", [0x66]), ("Zm8", [0x66, 0x6F]), ("Zm9v", [0x66, 0x6F, 0x6F]),
            ("+/+/", [0xFB, 0xFF, 0xBF]),
            ("AAECAw==", [0, 1, 2, 3]),
        ] as [(String, [UInt8])])
    func base64(text: String, bytes: [UInt8]) throws {
        let id = try weChat.media(("type", "image"), ("base64", .string(text)))
        #expect(weChat.download(id, token: token).body == bytes)
    }

    @Test(
        "What makes no sense is refused with words",
        arguments: [
            #""type":"image""#, #""type":"file","size":1"#, #""size":1"#, #""type":"image","size":33554433"#,
            #""type":"image","size":-1"#, #""type":"image","size":1,"base64":"AA==""#, #""type":"image","base64":"A""#,
            #""type":"image","base64":"A*==""#, #""appid":"wx7","type":"image","size":1"#,
        ])
    func misuse(members: String) {
        let appid = members.contains("appid") ? "" : #""appid":"wx0000000000000001","#
        #expect(weChat.send("POST", "/_simulator/media", body: "{\(appid)\(members)}").status == 400)
    }
}
