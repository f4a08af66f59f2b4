import Foundation
import LoopbackServer
import Testing

@testable import HTTPClient

@Suite(.timeLimit(.minutes(1)))
struct TransferFailureTests {
    private static let secretPath = "/cgi-bin/token?appid=wx1&secret=5ecret"

    @Test(
        "A reply that breaks off is an error that does not quote the URL",
        arguments: [
            [.close], [.reset], [.send("HTTP/1.1 200 OK\r\nContent-Le"), .close],
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"), .close],
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"), .reset],
            [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), .close],
            [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab"), .close],
            [.send("GET \(secretPath) is no HTTP\r\n\r\n"), .close],
            [.send("HTTP/1.1 200 OK\r\nContent-Length: \(secretPath)\r\n\r\n"), .close],
        ] as [[TestStep]])
    func brokenReply(steps: [TestStep]) throws {
        let server = try TestServer { _ in steps }
        defer { server.stop() }
        let error = failure(HTTPClientRequest(url: server.url(Self.secretPath)))
        guard case .brokenReply(let reason) = error else {
            Issue.record("not a broken reply: \(String(describing: error))")
            return
        }
        #expect(!reason.isEmpty)
        #expect(!"\(String(reflecting: error))".contains("5ecret"))
    }

    @Test(
        "A reply that takes too long is a time-out",
        arguments: [
            [.hang], [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"), .hang],
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")]
                + (0..<40).flatMap { _ in [.send("."), .pause(0.05)] },
        ] as [[TestStep]])
    func timeout(steps: [TestStep]) throws {
        let server = try TestServer { _ in steps }
        defer { server.stop() }
        var request = HTTPClientRequest(url: server.url(Self.secretPath))
        request.timeout = 0.3
        let start = ContinuousClock.now
        #expect(failure(request) == .timedOut)
        #expect((0.25..<1.5).contains((ContinuousClock.now - start) / .seconds(1)))
    }

    @Test("A connection that does not come to stand is a time-out of its own")
    func connectTimeout() throws {
        let (listener, port) = try openLoopbackListener(backlog: 0)
        // They fill the queue of a listener that nobody accepts from; the kernel then ignores who comes next.
        let others = (0..<4).map { _ in startConnecting(to: port) }
        defer { for descriptor in others + [listener] { close(descriptor) } }
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(Self.secretPath)")
        request.connectTimeout = 0.3
        request.timeout = 20
        let start = ContinuousClock.now
        #expect(failure(request) == .timedOut)
        #expect((0.25..<1.5).contains((ContinuousClock.now - start) / .seconds(1)))
    }

    @Test("With no time left nobody is asked", arguments: [0, -1, .nan])
    func noTimeLeft(seconds: Double) throws {
        let server = try TestServer { _ in [.reply()] }
        defer { server.stop() }
        var request = HTTPClientRequest(url: server.url())
        request.timeout = seconds
        #expect(failure(request) == .timedOut)
        #expect(server.connections == 0)
    }

    @Test("A closed port and an unknown host are unreachable; the error names them and not the path")
    func unreachable() throws {
        let (listener, port) = try openLoopbackListener(backlog: 1)
        close(listener)
        for host in ["127.0.0.1:\(port)", "no-such-host.invalid"] {
            let error = failure(HTTPClientRequest(url: "http://\(host)\(Self.secretPath)"))
            guard case .unreachable(let reason) = error else {
                Issue.record("not unreachable: \(String(describing: error))")
                continue
            }
            #expect(reason.contains(host.prefix { $0 != ":" }))
            #expect(!reason.contains("secret"))
        }
    }

    @Test(
        "A body over the limit stops the transfer, announced or not",
        arguments: ["Content-Length: 100000000", "Transfer-Encoding: chunked"])
    func tooLarge(framing: String) throws {
        let chunk = "3e8\r\n" + String(repeating: "x", count: 1000) + "\r\n"
        let server = try TestServer { _ in
            [.send("HTTP/1.1 200 OK\r\n\(framing)\r\n\r\n")] + Array(repeating: .send(chunk), count: 100) + [.hang]
        }
        defer { server.stop() }
        var request = HTTPClientRequest(url: server.url())
        request.maximumBodySize = 50_000
        #expect(failure(request) == .tooLarge)
    }

    @Test("A body of exactly the limit is taken, one more byte is not", arguments: [0, 1, 100_000])
    func limit(size: Int) throws {
        let server = try TestServer { _ in [.reply(body: String(repeating: "x", count: size))] }
        defer { server.stop() }
        var request = HTTPClientRequest(url: server.url())
        request.maximumBodySize = size
        #expect(failure(request) == nil)
        request.maximumBodySize = size - 1
        #expect(failure(request) == (size > 0 ? .tooLarge : nil))
    }

    @Test("After a failure the same transfer makes the next request")
    func recovery() throws {
        let server = try TestServer { $0.contains("/bad") ? [.send("HTTP/1.1 200"), .reset] : [.reply(body: "ok")] }
        defer { server.stop() }
        var transfer = try Transfer()
        #expect((try? transfer.perform(HTTPClientRequest(url: server.url("/bad")))) == nil)
        #expect(try transfer.perform(HTTPClientRequest(url: server.url("/good"))).body == Array("ok".utf8))
    }

    private func failure(_ request: HTTPClientRequest) -> HTTPClientError? {
        do throws(HTTPClientError) {
            var transfer = try Transfer()
            _ = try transfer.perform(request)
            return nil
        } catch {
            return error
        }
    }
}
