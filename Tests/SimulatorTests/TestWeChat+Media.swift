import HTTP
import JSON
import Testing

@testable import wechat_simulator

extension TestWeChat {
    /// Uploads a file, with another field before it and one behind.
    func upload(
        _ bytes: [UInt8], token: String, type: String = "image", field: String = "media",
        contentType: String = "multipart/form-data; boundary=xx"
    ) throws -> JSONValue {
        let head =
            "--xx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
            + "--xx\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"a;b.jpg\"\r\n"
            + "Content-Type: image/jpeg\r\n\r\n"
        let tail = "\r\n--xx\r\ncontent-disposition: form-data; name=b\r\n\r\n2\r\n--xx--\r\n"
        let request = Request.post(
            "/cgi-bin/media/upload", query: "access_token=\(token)&type=\(type)", contentType: contentType,
            content: .success(Array(head.utf8) + bytes + Array(tail.utf8)))
        return try JSONValue(parsing: send(request).body)
    }

    /// A file that is there without an upload.
    func media(_ members: (String, JSONValue)...) throws -> String {
        let all = [("appid", JSONValue.string(TestWeChat.official))] + members
        let answer = try post("/_simulator/media", .object(all.map { JSONValue.Member($0.0, $0.1) }))
        return try #require(answer["media_id"]?.string)
    }

    func download(_ id: String, token: String, path: String = "/cgi-bin/media/get") -> Response {
        send("GET", path, query: "access_token=\(token)&media_id=\(id)", headers: ["Host": "sim.example:81"])
    }
}
