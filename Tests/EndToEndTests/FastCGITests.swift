import Foundation
import LoopbackServer
import Testing

@Suite("A program on a listening socket")
struct FastCGITests {
    static let query = "url=ftp"
    static let answer = #"{"state":{"code":4000000,"msg":"Parameter Error"},"data":""}"#

    @Test("serves the one on descriptor 0, as spawn-fcgi, lighttpd and mod_fcgid pass it", .timeLimit(.minutes(1)))
    func descriptorZero() throws {
        let served = try Served(passedAs: 0)
        #expect(served.ask(RawFastCGI.get(query: Self.query)).hasSuffix(Self.answer))
    }

    @Test("serves the one that LISTEN_FDS announces, as systemd passes it", .timeLimit(.minutes(1)))
    func descriptorThree() throws {
        let served = try Served(passedAs: 3, listenPID: "$$")
        #expect(served.ask(RawFastCGI.get(query: Self.query)).hasSuffix(Self.answer))
    }

    @Test("leaves one alone that is announced to another process, and is plain CGI then", .timeLimit(.minutes(1)))
    func anotherProcess() throws {
        let served = try Served(passedAs: 3, listenPID: "1")
        let finished = served.finish()
        #expect(finished.status == 0 && finished.output.hasPrefix("Status: 200 OK\r\n"))
    }

    @Test(
        "answers two requests on a connection that is kept, and stops when asked while it idles",
        .timeLimit(.minutes(1)))
    func kept() throws {
        let served = try Served(passedAs: 0)
        let connection = served.socket.connect()
        for _ in 0..<2 {
            RawFastCGI.send(RawFastCGI.get(query: Self.query, keeps: true), to: connection)
            #expect(RawFastCGI.receive(connection).hasSuffix(Self.answer))
        }
        kill(served.pid, SIGTERM)
        #expect(served.finish().status == 0)
        close(connection)
    }

    @Test("goes on to the next connection when the web server closes one that it kept", .timeLimit(.minutes(1)))
    func keptAndClosed() throws {
        let served = try Served(passedAs: 0)
        for _ in 0..<3 {
            let connection = served.socket.connect()
            RawFastCGI.send(RawFastCGI.get(query: Self.query, keeps: true), to: connection)
            #expect(RawFastCGI.receive(connection).hasSuffix(Self.answer))
            close(connection)
        }
        #expect(served.ask(RawFastCGI.get(query: Self.query)).hasSuffix(Self.answer))
    }

    @Test("leaves a web server that is late with the end of its input time to send it", .timeLimit(.minutes(1)))
    func lateInput() throws {
        let served = try Served(passedAs: 0)
        let request = RawFastCGI.get(query: Self.query)
        let connection = served.socket.connect()
        RawFastCGI.send(Array(request.dropLast(8)), to: connection)
        #expect(RawFastCGI.receive(connection).hasSuffix(Self.answer))
        #expect(RawFastCGI.send(Array(request.suffix(8)), to: connection))
        close(connection)
    }

    @Test("ends the connection in good order when it did not read all that was sent", .timeLimit(.minutes(1)))
    func unreadInput() throws {
        let served = try Served(passedAs: 0)
        let connection = served.socket.connect()
        let body = RawFastCGI.record(5, [UInt8](repeating: 65, count: 60_000))
        RawFastCGI.send(RawFastCGI.get(query: Self.query).dropLast(8) + body, to: connection)
        #expect(RawFastCGI.receive(connection).hasSuffix(Self.answer))
        var byte: UInt8 = 0
        #expect(recv(connection, &byte, 1, 0) == 0)
        close(connection)
    }

    @Test("stops with status 0 when asked while it waits", .timeLimit(.minutes(1)), arguments: [SIGTERM, SIGUSR1])
    func stops(signal: Int32) throws {
        let served = try Served(passedAs: 0)
        #expect(served.ask(RawFastCGI.get(query: Self.query)).hasSuffix(Self.answer))
        kill(served.pid, signal)
        #expect(served.finish().status == 0)
    }

    @Test("refuses a query that is not UTF-8, encoded or raw", .timeLimit(.minutes(1)))
    func rawBytes() throws {
        let served = try Served(passedAs: 0)
        for query in ["url=http://a/\u{1}", "url=http://a/?b=\u{1}", "callback=\u{1}&url=http://a"] {
            let bytes = query.utf8.map { $0 == 1 ? 0xFF : $0 }
            #expect(served.ask(RawFastCGI.get(query: bytes)).hasSuffix(Self.answer), "\(query)")
        }
    }

    @Test("goes on after connections that make no sense", .timeLimit(.minutes(1)), arguments: 0..<8)
    func nonsense(index: Int) throws {
        let request = RawFastCGI.get(query: Self.query)
        let nonsense: [[UInt8]] = [
            [], [0], Array("GET / HTTP/1.1\r\n\r\n".utf8), [UInt8](repeating: 255, count: 4096),
            Array(request.prefix(20)), RawFastCGI.record(4, [200, 200, 1]), RawFastCGI.record(77, []),
            RawFastCGI.get(query: "", role: 9),
        ]
        let served = try Served(passedAs: 0)
        let connection = served.socket.connect()
        RawFastCGI.send(nonsense[index], to: connection)
        close(connection)
        #expect(served.ask(request).hasSuffix(Self.answer))
        #expect(served.ask(request).hasSuffix(Self.answer))
    }

    /// `wx-config` on a socket of the test's.
    private final class Served {
        let socket = ListeningSocket()
        let pid: pid_t
        private let site = "/tmp/wc-\(UUID().uuidString.prefix(6))"
        private let running: RunningCommand
        private var isFinished = false

        init(passedAs descriptor: Int32, listenPID: String? = nil) throws {
            try FileManager.default.createDirectory(
                atPath: site, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            let text = "public_url = http://a\nstate_dir = state\n[official_account]\napp_id = wx1\napp_secret = s\n"
            try text.write(toFile: site + "/wechat.ini", atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: site + "/wechat.ini")
            let program = Repository.root + "/cgi-bin/wx-config.fcgi"
            let announce = listenPID.map { "LISTEN_FDS=1 LISTEN_PID=\($0) " } ?? ""
            let environment = ["WECHAT_CONFIG": site + "/wechat.ini", "REQUEST_METHOD": "GET"]
            running = try RunningCommand(
                "/bin/sh", ["-c", announce + "exec " + program], environment, passing: (socket.descriptor, descriptor))
            pid = running.pid
        }

        deinit {
            if !isFinished {
                kill(pid, SIGKILL)
                _ = running.finish()
            }
            try? FileManager.default.removeItem(atPath: site)
        }

        func ask(_ request: [UInt8]) -> String {
            let connection = socket.connect()
            defer { close(connection) }
            RawFastCGI.send(request, to: connection)
            return RawFastCGI.receive(connection)
        }

        func finish() -> Command {
            isFinished = true
            return running.finish()
        }
    }
}
