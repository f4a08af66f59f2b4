import LoopbackServer
import Testing

@testable import HTTPClient

@Suite(.timeLimit(.minutes(1)))
struct TransferTests {
    @Test("A GET is sent as written, with nothing more than the host needs")
    func get() throws {
        let server = try TestServer { _ in [.reply(body: "ok")] }
        defer { server.stop() }
        var transfer = try Transfer()
        _ = try transfer.perform(HTTPClientRequest(url: server.url("/path?a=1&b=%20")))
        let lines = server.requests.first?.split(separator: "\r\n").map(String.init)
        #expect(
            lines == [
                "GET /path?a=1&b=%20 HTTP/1.1", "Host: 127.0.0.1:\(server.port)", "User-Agent: wechat-fcgi",
                "Accept: */*",
            ])
    }

    @Test(
        "A body arrives whole, whatever its size, with its length and no Expect",
        arguments: ["POST", "PUT", "PATCH", "DELETE", "GET"], [0, 1, 2_000, 3_000_000])
    func body(method: String, size: Int) throws {
        let server = try TestServer { _ in [.reply(body: "ok")] }
        defer { server.stop() }
        var transfer = try Transfer()
        let body = [UInt8](repeating: UInt8(ascii: "b"), count: size)
        _ = try transfer.perform(HTTPClientRequest(method: method, url: server.url(), body: body))
        let request = try #require(server.requests.first)
        #expect(request.hasPrefix("\(method) / HTTP/1.1\r\n"))
        #expect(request.contains("\r\nContent-Length: \(size)\r\n"))
        #expect(!request.contains("Expect:") && !request.contains("Content-Type:"))
        #expect(Array(request.utf8.suffix(size)) == body)
    }

    @Test("Methods made for a body have an empty one when none is given", arguments: ["POST", "PUT", "PATCH"])
    func emptyBody(method: String) throws {
        let server = try TestServer { _ in [.reply(body: "ok")] }
        defer { server.stop() }
        var transfer = try Transfer()
        _ = try transfer.perform(HTTPClientRequest(method: method, url: server.url()))
        #expect(server.requests.first?.contains("\r\nContent-Length: 0\r\n") == true)
    }

    @Test("Any method is sent without a body", arguments: ["DELETE", "OPTIONS", "PROPFIND", "get"])
    func method(name: String) throws {
        let server = try TestServer { _ in [.reply(body: "ok")] }
        defer { server.stop() }
        var transfer = try Transfer()
        _ = try transfer.perform(HTTPClientRequest(method: name, url: server.url()))
        let request = try #require(server.requests.first)
        #expect(request.hasPrefix("\(name) / HTTP/1.1\r\n"))
        #expect(!request.contains("Content-Length"))
    }

    @Test("HEAD has the headers and waits for no body")
    func head() throws {
        let server = try TestServer { _ in [.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nX-A: b\r\n\r\n")] }
        defer { server.stop() }
        var transfer = try Transfer()
        let reply = try transfer.perform(HTTPClientRequest(method: "HEAD", url: server.url()))
        #expect(server.requests.first?.hasPrefix("HEAD / HTTP/1.1\r\n") == true)
        #expect(reply.status == 200)
        #expect(reply.header("x-a") == "b")
        #expect(reply.body.isEmpty)
    }

    @Test("Headers are sent in order, empty ones and repeated ones too")
    func requestHeaders() throws {
        let server = try TestServer { _ in [.reply(body: "ok")] }
        defer { server.stop() }
        var transfer = try Transfer()
        let headers = [
            ("X-B", "1"), ("X-A", ""), ("X-B", "2: 3"), ("Content-Type", "application/json"), ("Host", "example.com"),
        ]
        _ = try transfer.perform(HTTPClientRequest(method: "POST", url: server.url(), headers: headers))
        let lines = try #require(server.requests.first).split(separator: "\r\n").map(String.init)
        let own = lines.filter { $0.hasPrefix("X-") || $0.hasPrefix("Content-Type") || $0.hasPrefix("Host") }
        #expect(own == ["Host: example.com", "X-B: 1", "X-A:", "X-B: 2: 3", "Content-Type: application/json"])
    }

    @Test("Headers of the reply are kept in order, without those of an interim reply")
    func replyHeaders() throws {
        let server = try TestServer { _ in
            [
                .send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"),
                .reply(
                    "404 Not Found", headers: ["Set-Cookie: a=1; Path=/", "Set-Cookie:b=2 \t", "X-Empty:"], body: "no"),
            ]
        }
        defer { server.stop() }
        var transfer = try Transfer()
        let reply = try transfer.perform(HTTPClientRequest(url: server.url()))
        #expect(reply.status == 404)
        #expect(reply.headers.map(\.name) == ["Content-Length", "Set-Cookie", "Set-Cookie", "X-Empty"])
        #expect(reply.headers.map(\.value) == ["2", "a=1; Path=/", "b=2", ""])
        #expect(reply.header("SET-COOKIE") == "a=1; Path=/")
        #expect(reply.header("Link") == nil)
    }

    @Test("A body is read however it is framed")
    func framing() throws {
        let chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n"
        let replies: [[TestStep]] = [
            [.reply(body: "abc"), .close], [.send("\(chunks)\r\n")], [.send("\(chunks)X-Trailer: a\r\n\r\n")],
            [.send("HTTP/1.0 200 OK\r\n\r\nabc"), .close],
        ]
        for steps in replies {
            let server = try TestServer { _ in steps }
            defer { server.stop() }
            var transfer = try Transfer()
            #expect(try transfer.perform(HTTPClientRequest(url: server.url())).body == Array("abc".utf8))
        }
    }

    @Test("Requests to the same host share a connection, and nothing of one is left for the next")
    func connectionReuse() throws {
        // libcurl 8 gives up a connection on which an answer to HEAD had a body.
        let server = try TestServer { request in
            request.hasPrefix("HEAD") ? [.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")] : [.reply(body: "ok")]
        }
        defer { server.stop() }
        var transfer = try Transfer()
        let url = server.url()
        _ = try transfer.perform(HTTPClientRequest(method: "POST", url: url, headers: [("X-A", "1")], body: [1, 2]))
        _ = try transfer.perform(HTTPClientRequest(method: "HEAD", url: url))
        #expect(try transfer.perform(HTTPClientRequest(url: url)).body == Array("ok".utf8))
        #expect(server.connections == 1)
        #expect(server.requests.map { $0.prefix { $0 != " " } } == ["POST", "HEAD", "GET"])
        #expect(server.requests.last?.contains("X-A") == false)
    }

    @Test("A kept connection that the host has closed is replaced")
    func closedConnection() throws {
        let server = try TestServer { _ in [.reply(body: "ok"), .close] }
        defer { server.stop() }
        var transfer = try Transfer()
        for _ in 0..<3 {
            let request = HTTPClientRequest(method: "POST", url: server.url(), body: [1])
            #expect(try transfer.perform(request).status == 200)
        }
        #expect(server.connections == 3)
    }
}
