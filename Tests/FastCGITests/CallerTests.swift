import Foundation
import HTTP
import LoopbackServer
import Platform
import Testing

@testable import FastCGI

@Suite("Who waits for an answer")
struct CallerTests {
    static func request(_ start: String?) -> [UInt8] {
        let parameters = [("REQUEST_METHOD", "GET")] + (start.map { [("REQUEST_START", $0)] } ?? [])
        return RawFastCGI.head(parameters.map { ($0, Array($1.utf8)) }, keeps: false) + RawFastCGI.record(5, [])
    }

    @Test("has waited since the time that the web server gives", .timeLimit(.minutes(1)))
    func waited() throws {
        let served = ServedSocket { request in
            Answer(.text("\(request.caller.arrived.map { Deadline.monotonic() - $0 } ?? 0)"))
        }
        func waited(_ start: String?) throws -> Double {
            let text = served.ask(Self.request(start)).split(separator: "\r\n").last
            return try #require(text.flatMap { Double($0) })
        }
        let now = Date().timeIntervalSince1970
        #expect(try (2.49...4).contains(waited(String(format: "%.3f", now - 2.5))))
        // A clock that was set, and no number: nothing is known.
        for start in ["0", "", "x", String(format: "%.3f", now + 3600), String(format: "%.3f", now - 3600)] {
            #expect(try waited(start) == 0, "\(start)")
        }
        #expect(try waited(nil) == 0)
    }

    @Test("is gone when the connection is closed, whether or not it was to be kept", .timeLimit(.minutes(1)))
    func hungUp() throws {
        let gate = Gate()
        let seen = Shared<[Bool]>([])
        let served = ServedSocket { request in
            let before = request.caller.hasHungUp()
            gate.wait()
            let after = request.caller.hasHungUp()
            seen.withLock { $0 += [before, after] }
            return Answer(.text("x"))
        }
        let connection = served.socket.connect()
        RawFastCGI.send(RawFastCGI.get(query: "a", keeps: true), to: connection)
        try gate.waitFor(1)
        close(connection)
        gate.open()
        #expect(served.ask(RawFastCGI.get(query: "b")).hasSuffix("x"))
        #expect(served.stop())
        #expect(seen.withLock { $0 }.sorted { !$0 && $1 } == [false, false, false, true])
    }
}
