import Foundation
import HTTP
import LoopbackServer
import Testing

@testable import FastCGI

@Suite("A server that is asked to stop")
struct StoppingTests {
    @Test(
        "answers every request in hand first, and takes no new one", .timeLimit(.minutes(1)), arguments: [false, true])
    func inHand(keeps: Bool) throws {
        let gate = Gate()
        let served = ServedSocket(concurrency: 8) { ManyRequestsTests.answer($0, gate) }
        let connections = try (0..<5).map { count in
            let connection = served.socket.connect()
            RawFastCGI.send(RawFastCGI.get(query: "slow", keeps: keeps), to: connection)
            try gate.waitFor(count + 1)
            return connection
        }
        #expect(!served.stop(within: 0.5))
        let late = served.socket.connect()
        RawFastCGI.send(RawFastCGI.get(query: "late"), to: late)
        gate.open()
        for connection in connections {
            #expect(RawFastCGI.receive(connection).hasSuffix("answer to slow"))
            var byte: UInt8 = 0
            #expect(recv(connection, &byte, 1, 0) == 0, "the connection is closed behind the answer")
            close(connection)
        }
        #expect(served.stop())
        var waiting = pollfd(fd: late, events: Int16(POLLIN), revents: 0)
        #expect(poll(&waiting, 1, 0) == 0, "it is for the sibling processes")
        close(late)
    }

    @Test("stops at once when it idles", .timeLimit(.minutes(1)))
    func idle() {
        let served = ServedSocket { _ in Answer(.text("x")) }
        #expect(served.ask(RawFastCGI.get(query: "")).hasSuffix("x"))
        let start = Date()
        #expect(served.stop())
        #expect(Date().timeIntervalSince(start) < 2)
    }

    @Test("serves a request that comes on a kept connection in that moment", .timeLimit(.minutes(1)))
    func kept() {
        let served = ServedSocket { _ in Answer(.text("x")) }
        let connections = (0..<4).map { _ in served.socket.connect() }
        for connection in connections {
            RawFastCGI.send(RawFastCGI.get(query: "", keeps: true), to: connection)
            #expect(RawFastCGI.receive(connection).hasSuffix("x"))
        }
        served.askToStop()
        Thread.sleep(forTimeInterval: 0.1)
        RawFastCGI.send(RawFastCGI.get(query: "", keeps: true), to: connections[2])
        #expect(RawFastCGI.receive(connections[2]).hasSuffix("x"))
        #expect(served.stop())
        for connection in connections { close(connection) }
    }
}
