import Testing

@testable import HTTP

@Suite("A multipart form")
struct MultipartFormTests {
    private static func request(_ body: String, type: String = "multipart/form-data; boundary=XX") -> Request {
        Request(
            id: "", variables: ["CONTENT_TYPE": type, "REQUEST_METHOD": "POST"], content: .success(Array(body.utf8)))
    }

    private static func part(_ name: String, _ value: String, _ more: String = "") -> String {
        "--XX\r\nContent-Disposition: form-data; name=\(name)\(more)\r\n\r\n\(value)\r\n"
    }

    @Test(
        "is read like any other form",
        arguments: [
            (part("\"a\"", "1") + "--XX--\r\n", "1"), (part("a", "1") + "--XX--", "1"),
            ("preamble\r\n" + part("\"b\"", "2") + part("\"a\"", "中文 +&=%41\r\nb") + "--XX--", "中文 +&=%41\r\nb"),
            (part("\"a\"", "") + "--XX--", nil), (part("\"b\"", "1") + "--XX--", nil),
            (part("\"a\"", "file", "; filename=\"x;name=a\"") + "--XX--", nil),
            (part("\"a\"", "1") + part("\"f\"", "\u{0}--X", "; filename=\"a.png\"") + "--XX--", "1"),
            ("--XX\r\ncontent-type: text/plain\r\nCONTENT-DISPOSITION: Form-Data; Name=\"a\"\r\n\r\n1\r\n--XX--", "1"),
        ] as [(String, String?)])
    func reading(body: String, expected: String?) throws { #expect(try Self.request(body).parameter("a") == expected) }

    @Test(
        "may quote its boundary",
        arguments: [
            "multipart/form-data; boundary=\"XX\"", "Multipart/Form-Data;charset=utf-8; BOUNDARY=XX ",
            "multipart/form-data;boundary=XX",
        ])
    func boundaries(type: String) throws {
        #expect(try Self.request(Self.part("\"a\"", "1") + "--XX--", type: type).parameter("a") == "1")
    }

    @Test(
        "is an error when it is cut, endless, twice the same or no text",
        arguments: [
            "--XX", "--XX\r\n", "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n1", part("a", "1"), "nonsense",
            part("a", "1") + part("a", "2") + "--XX--", part("a", "\u{0}") + "--XX--",
            String(repeating: part("b", ""), count: 300) + "--XX--",
            "--XX\r\n" + String(repeating: "x: y\r\n", count: 1000) + "\r\n1\r\n--XX--",
        ])
    func faults(body: String) { #expect(throws: RequestError.self) { try Self.request(body).parameter("a") } }

    @Test("without a boundary holds no field")
    func noBoundary() throws {
        for type in [
            "multipart/form-data", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\(String(repeating: "x", count: 80))",
        ] {
            #expect(try Self.request(Self.part("a", "1") + "--XX--", type: type).parameter("a") == nil)
        }
    }
}
