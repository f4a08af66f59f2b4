import Testing

@testable import HTTP

@Suite("A request")
struct RequestTests {
    @Test("has the web server's method and query, and without them is a GET of nothing")
    func variables() {
        let request = Request.test("POST", query: "a=%41")
        #expect(request.method == .post)
        #expect(request.rawQuery == Array("a=%41".utf8))
        let bare = Request(id: "7", variables: [String: String](), content: .success([]))
        #expect(bare.id == "7" && bare.method == .get && bare.rawQuery.isEmpty && bare.path.isEmpty)
    }

    @Test(
        "has one path, wherever the web server cuts it",
        arguments: [("/wx/config", nil), ("/wx", "/config"), ("", "/wx/config"), (nil, "/wx/config")]
            as [(String?, String?)])
    func path(script: String?, info: String?) {
        var variables: [String: String] = [:]
        variables["SCRIPT_NAME"] = script
        variables["PATH_INFO"] = info
        #expect(Request.test(variables: variables).path == "/wx/config")
    }

    @Test(
        "has headers under their HTTP names, in any case",
        arguments: [
            ("Origin", "HTTP_ORIGIN"), ("ORIGIN", "HTTP_ORIGIN"), ("x-forwarded-for", "HTTP_X_FORWARDED_FOR"),
            ("Content-Type", "CONTENT_TYPE"), ("content-length", "CONTENT_LENGTH"),
        ])
    func headers(name: String, variable: String) {
        let request = Request(id: "0", variables: [variable: "value"], content: .success([]))
        #expect(request.header(name) == "value")
        #expect(request.header("Host") == nil)
    }

    @Test("gives its body, or says why it has none")
    func body() throws {
        #expect(try Request.post("{}").body() == Array("{}".utf8))
        let broken = Request(id: "0", variables: [String: String](), content: .failure(.bodyTooLarge(limit: 9)))
        #expect(throws: RequestError.bodyTooLarge(limit: 9)) { try broken.body() }
        #expect(throws: RequestError.bodyTooLarge(limit: 9)) { try broken.parameter("a") }
        #expect(throws: RequestError.bodyTooLarge(limit: 9)) { try broken.json() }
    }

    @Test("has a method whose case matters", arguments: ["get", "Get", " GET", "GET ", "", "POST"])
    func method(name: String) {
        #expect(Method(name) != .get)
        #expect(Method(name).description == name)
    }
}
