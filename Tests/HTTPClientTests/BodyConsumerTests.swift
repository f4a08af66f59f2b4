import LoopbackServer
import Testing

@testable import HTTPClient

@Suite("A reply's body that somebody takes piece by piece", .timeLimit(.minutes(1)))
struct BodyConsumerTests {
    @Test("arrives whole and in order, and is not kept", arguments: [0, 1, 70_000, 3_000_000])
    func whole(size: Int) throws {
        let text = String((0..<size).map { Character(UnicodeScalar(UInt8(97 + $0 % 26))) })
        let server = try TestServer { _ in [.reply(body: text)] }
        defer { server.stop() }
        var transfer = try Transfer()
        var pieces: [[UInt8]] = []
        var request = HTTPClientRequest(url: server.url())
        request.maximumBodySize = size
        let reply = try transfer.perform(request) { pieces.append($0) }
        #expect(reply.body.isEmpty)
        #expect(pieces.flatMap { $0 } == Array(text.utf8))
        #expect(size < 1_000_000 || pieces.count > 1)
    }

    @Test("arrives as it comes, whatever the status and however it is framed")
    func pieces() throws {
        let server = try TestServer { _ in
            [
                .send("HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"), .pause(0.1),
                .send("2\r\nde\r\n"), .pause(0.1), .send("0\r\n\r\n"),
            ]
        }
        defer { server.stop() }
        var transfer = try Transfer()
        var pieces: [String] = []
        let reply = try transfer.perform(HTTPClientRequest(url: server.url())) {
            pieces.append(String(decoding: $0, as: UTF8.self))
        }
        #expect(reply.status == 404)
        #expect(pieces == ["abc", "de"])
    }

    @Test("ends at the limit, to the byte", arguments: [(100, true), (101, false), (500_000, false)])
    func limit(size: Int, fits: Bool) throws {
        let server = try TestServer { _ in
            [.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + String(repeating: "x", count: size)), .close]
        }
        defer { server.stop() }
        var transfer = try Transfer()
        var received = 0
        var request = HTTPClientRequest(url: server.url())
        request.maximumBodySize = 100
        do {
            _ = try transfer.perform(request) { received += $0.count }
            #expect(fits)
        } catch {
            guard case .tooLarge = error else { Issue.record("\(error)"); return }
            #expect(!fits)
        }
        #expect(received <= 100)
        #expect(!fits || received == size)
    }

    @Test("does not go on to the next reply of the same connection")
    func reuse() throws {
        let server = try TestServer { _ in [.reply(body: "body")] }
        defer { server.stop() }
        var transfer = try Transfer()
        var received = 0
        _ = try transfer.perform(HTTPClientRequest(url: server.url())) { received += $0.count }
        let second = try transfer.perform(HTTPClientRequest(url: server.url()))
        #expect(received == 4)
        #expect(second.body == Array("body".utf8))
        #expect(server.connections == 1)
    }
}
