import JSON
import Testing

@testable import HTTP

@Suite("A response")
struct ResponseTests {
    @Test("is printed as status, headers, an empty line and the body")
    func cgi() {
        var response = Response.text("héllo")
        response.set("X-Request-Id", "7")
        #expect(
            lines(response) == [
                "Status: 200 OK", "Content-Type: text/plain; charset=utf-8", "X-Request-Id: 7", "Content-Length: 6", "",
                "héllo",
            ])
    }

    @Test("to HEAD has the length of the body and not the body")
    func head() {
        let full = lines(.json(["a": 1]))
        #expect(full.suffix(3) == ["Content-Length: 7", "", #"{"a":1}"#])
        #expect(lines(.json(["a": 1]), includesBody: false) == full.dropLast() + [""])
    }

    @Test(
        "with 204 or 304 has neither body nor length, even if one was given",
        arguments: [(204, "No Content"), (304, "Done")])
    func bodiless(status: Int, reason: String) {
        #expect(lines(Response(status: status)) == ["Status: \(status) \(reason)", "", ""])
        var response = Response(status: status)
        response.body = Array("body".utf8)
        #expect(lines(response) == ["Status: \(status) \(reason)", "", ""])
    }

    @Test(
        "without a body says that it is empty",
        arguments: [(200, "OK"), (302, "Found"), (404, "Not Found"), (500, "Error")])
    func empty(status: Int, reason: String) {
        #expect(lines(Response(status: status)) == ["Status: \(status) \(reason)", "Content-Length: 0", "", ""])
    }

    @Test("keeps bytes of the body as they are")
    func bytes() {
        let body: [UInt8] = [0, 0x0D, 0x0A, 0xFF]
        #expect(
            Response(contentType: "image/png", body: body).cgiBytes(includesBody: true).suffix(8) == [13, 10, 13, 10]
                + body)
    }

    @Test(
        "lets no value end its header",
        arguments: [
            "a\r\nSet-Cookie: sid=1", "a\nSet-Cookie: sid=1", "a\rSet-Cookie: sid=1", "a\r\n\r\n<script>", "\u{0}a",
            "a\u{7F}b\tc",
        ])
    func injection(value: String) {
        var response = Response(status: 200)
        response.set("X-A", value)
        response.add("X-B", value)
        response.set(SetCookie("c", value, maxAge: nil, isSecure: false))
        let bytes = response.cgiBytes(includesBody: true)
        #expect(lines(response).count == 7)
        #expect(bytes.filter { $0 == 0x0A }.count == 6 && bytes.filter { $0 == 0x0D }.count == 6)
        #expect(bytes.allSatisfy { $0 != 0 && $0 != 0x7F && $0 != 0x09 })
        #expect(response.header("X-A") == value.filter { !$0.isNewline && !"\u{0}\u{7F}\t".contains($0) })
        let redirect = Response.redirect(to: "https://a/" + value)
        #expect(lines(redirect).count == 6)
    }

    @Test("sets a header once, adds it as often as asked, and finds it again")
    func headers() {
        var response = Response(status: 200)
        response.set("Vary", "Origin")
        response.set("Vary", "Accept")
        response.add("Vary", "Cookie")
        #expect(lines(response) == ["Status: 200 OK", "Vary: Accept", "Vary: Cookie", "Content-Length: 0", "", ""])
        #expect(response.header("Vary") == "Accept")
        #expect(response.header("Allow") == nil)
        response.set("Vary", "*")
        #expect(response.headers.count == 1)
    }

    @Test("that redirects is a 302 that nobody caches")
    func redirect() {
        let expected = [
            "Status: 302 Found", "Location: https://a/?b=c#d", "Cache-Control: no-store", "Content-Length: 0", "", "",
        ]
        #expect(lines(.redirect(to: "https://a/?b=c#d")) == expected)
    }

    @Test("of JSON is compact UTF-8 with the status asked for")
    func json() {
        let response = Response.json(["a": "公"], status: 400)
        #expect(response.status == 400)
        #expect(response.header("Content-Type") == "application/json; charset=utf-8")
        #expect(response.body == Array(#"{"a":"公"}"#.utf8))
    }
}
