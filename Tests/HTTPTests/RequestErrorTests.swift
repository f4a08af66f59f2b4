import Testing

@testable import HTTP

@Suite("A request's fault")
struct RequestErrorTests {
    @Test(
        "says what is wrong with what",
        arguments: [
            (.methodNotAllowed, "method is not allowed here"), (.missing("url"), "parameter url is missing"),
            (.repeated("url"), "parameter url stands more than once"),
            (.malformed("url"), "parameter url is not percent-encoded UTF-8"),
            (.invalid("url", reason: "is too long"), "parameter url is too long"),
            (.bodyTooLarge(limit: 1024), "body is larger than 1024 bytes"),
            (.bodyBroken, "body is not as long as Content-Length says"),
            (.bodyUnreadable(reason: "line 1 is not JSON"), "body does not parse: line 1 is not JSON"),
        ] as [(RequestError, String)])
    func description(error: RequestError, text: String) {
        #expect(error.description == text)
    }
}
