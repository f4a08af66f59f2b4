/// What a `TestServer` does next. Without a step that ends it, the connection stays open for the next request.
package enum TestStep: Sendable {
    case send(String)
    case sendBytes([UInt8])
    case pause(Double)
    case close
    /// Ends the connection so that the client gets an error, not an end.
    case reset
    /// Waits until the client gives up.
    case hang

    /// A whole reply.
    package static func reply(_ status: String = "200 OK", headers: [String] = [], body: String = "") -> TestStep {
        let head = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers
        return .send(head.joined(separator: "\r\n") + "\r\n\r\n" + body)
    }
}
