import Testing

@testable import HTTPClient

struct RequestValidationTests {
    @Test(
        "A URL is http or https and holds nothing that would be cut off",
        arguments: [
            ("http://a/", true), ("HTTPS://a/?b=c", true), ("http://a/公众号", true),
            ("", false), ("a/b", false), ("/b", false), ("ftp://a/", false), ("file:///etc/passwd", false),
            ("http://a/ b", false), ("http://a/\r\nX: y", false), ("http://a/\0b", false), (" http://a/", false),
        ])
    func url(text: String, isValid: Bool) {
        #expect(isAccepted(HTTPClientRequest(url: text)) == isValid)
    }

    @Test(
        "A method is one token",
        arguments: [("GET", true), ("M-SEARCH", true), ("", false), ("GET ", false), ("G\r\nX", false), ("G/", false)])
    func method(name: String, isValid: Bool) {
        #expect(isAccepted(HTTPClientRequest(method: name, url: "http://a/")) == isValid)
    }

    @Test("HEAD has no body")
    func head() {
        #expect(!isAccepted(HTTPClientRequest(method: "HEAD", url: "http://a/", body: [])))
    }

    @Test(
        "A header is one line",
        arguments: [
            ("X-A", "b", true), ("X-A", "", true), ("X-A", "公众号\t;", true),
            ("", "b", false), ("X A", "b", false), ("X:", "b", false), ("X\n", "b", false),
            ("X-A", "b\r\nX-B: c", false), ("X-A", "b\0", false), ("X-A", "\u{7F}", false),
        ])
    func header(name: String, value: String, isValid: Bool) {
        #expect(isAccepted(HTTPClientRequest(url: "http://a/", headers: [(name, value)])) == isValid)
    }

    private func isAccepted(_ request: HTTPClientRequest) -> Bool {
        do throws(HTTPClientError) {
            try request.validate()
            return true
        } catch {
            if case .badRequest = error { return false }
            Issue.record(error)
            return false
        }
    }
}
