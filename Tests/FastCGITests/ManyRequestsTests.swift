import Foundation
import HTTP
import LoopbackServer
import Platform
import Testing

@testable import FastCGI

@Suite("Many requests at once")
struct ManyRequestsTests {
    static let slow = RawFastCGI.get(query: "slow")
    static let quick = RawFastCGI.get(query: "quick")

    /// Answers `slow` when the gate is opened, everything else at once.
    static func answer(_ request: Request, _ gate: Gate) -> Answer {
        let query = String(decoding: request.rawQuery, as: UTF8.self)
        if query == "slow" { gate.wait() }
        return Answer(.text("answer to \(query)"))
    }

    @Test("are answered while others wait, up to the limit and not beyond it", .timeLimit(.minutes(1)))
    func limit() throws {
        let gate = Gate()
        let served = ServedSocket(concurrency: 3) { Self.answer($0, gate) }
        let slow = try (0..<3).map { count in
            if count == 2 { #expect(served.ask(Self.quick).hasSuffix("answer to quick")) }
            let connection = served.socket.connect()
            RawFastCGI.send(Self.slow, to: connection)
            try gate.waitFor(count + 1)
            return connection
        }
        let late = served.socket.connect()
        RawFastCGI.send(Self.quick, to: late)
        #expect(!isReadable(late, within: 200), "a fourth request was answered beside three")
        gate.open()
        for connection in slow { #expect(RawFastCGI.receive(connection).hasSuffix("answer to slow")) }
        #expect(RawFastCGI.receive(late).hasSuffix("answer to quick"))
        for connection in slow + [late] { close(connection) }
        // Those that waited, and the one that stood by.
        #expect((3...4).contains(served.handlers))
    }

    @Test("need few workers when they come one after the other", .timeLimit(.minutes(1)))
    func oneAfterTheOther() {
        let served = ServedSocket(concurrency: 32) { _ in Answer(.text("yes")) }
        let connection = served.socket.connect()
        for _ in 0..<50 {
            RawFastCGI.send(RawFastCGI.get(query: "a", keeps: true), to: connection)
            #expect(RawFastCGI.receive(connection).hasSuffix("yes"))
            #expect(served.ask(Self.quick).hasSuffix("yes"))
        }
        close(connection)
        // The kernel wakes the worker that began to wait last; some have not come back from their last request yet.
        #expect(served.handlers <= 8)
    }

    @Test("hold no worker while their connections idle, however many are kept", .timeLimit(.minutes(1)))
    func idleConnections() {
        let served = ServedSocket(concurrency: 2) { _ in Answer(.text("yes")) }
        let connections = (0..<128).map { _ in served.socket.connect() }
        for connection in connections {
            RawFastCGI.send(RawFastCGI.get(query: "a", keeps: true), to: connection)
            #expect(RawFastCGI.receive(connection).hasSuffix("yes"))
        }
        let start = Date()
        #expect(served.ask(Self.quick).hasSuffix("yes"))
        #expect(Date().timeIntervalSince(start) < 1)
        // Each of them still carries the next request.
        for connection in connections.reversed() {
            RawFastCGI.send(RawFastCGI.get(query: "b", keeps: true), to: connection)
            #expect(RawFastCGI.receive(connection).hasSuffix("yes"))
            close(connection)
        }
    }

    @Test("on connections that only this process has are answered at its limit, too", .timeLimit(.minutes(1)))
    func keptAtTheLimit() throws {
        let gate = Gate()
        let served = ServedSocket(concurrency: 2) { Self.answer($0, gate) }
        let kept = served.socket.connect()
        RawFastCGI.send(RawFastCGI.get(query: "first", keeps: true), to: kept)
        #expect(RawFastCGI.receive(kept).hasSuffix("answer to first"))
        let slow = try (0..<2).map { count in
            let connection = served.socket.connect()
            RawFastCGI.send(Self.slow, to: connection)
            try gate.waitFor(count + 1)
            return connection
        }
        RawFastCGI.send(RawFastCGI.get(query: "second", keeps: true), to: kept)
        #expect(RawFastCGI.receive(kept).hasSuffix("answer to second"))
        gate.open()
        for connection in slow {
            #expect(RawFastCGI.receive(connection).hasSuffix("answer to slow"))
            close(connection)
        }
        close(kept)
    }

    @Test("on kept connections do not go before those who wait to connect, for ever", .timeLimit(.minutes(1)))
    func fairness() {
        let served = ServedSocket(concurrency: 1) { _ in
            Thread.sleep(forTimeInterval: 0.005)
            return Answer(.text("yes"))
        }
        let end = Date() + 3
        let done = DispatchGroup()
        for _ in 0..<4 {
            done.enter()
            Thread.detachNewThread {
                let connection = served.socket.connect()
                while Date() < end {
                    RawFastCGI.send(RawFastCGI.get(query: "again", keeps: true), to: connection)
                    guard RawFastCGI.receive(connection).hasSuffix("yes") else { break }
                }
                close(connection)
                done.leave()
            }
        }
        Thread.sleep(forTimeInterval: 0.3)
        for _ in 0..<5 { #expect(served.ask(Self.quick).hasSuffix("yes")) }
        #expect(Date() < end, "new connections waited until the kept ones were closed")
        done.wait()
    }

    @Test("leave nothing behind in a worker, however many it answers", .timeLimit(.minutes(2)))
    func tensOfThousands() {
        let served = ServedSocket(concurrency: 1) { _ in Answer(.text("yes")) }
        let connection = served.socket.connect()
        let request = RawFastCGI.get(query: "a", keeps: true)
        for count in 0..<30_000 {
            RawFastCGI.send(request, to: connection)
            guard RawFastCGI.receive(connection).hasSuffix("yes") else {
                Issue.record("no answer to request \(count)")
                break
            }
        }
        close(connection)
    }

    @Test("wait for no one who connects and says nothing", .timeLimit(.minutes(1)))
    func silence() {
        let served = ServedSocket(concurrency: 2) { _ in Answer(.text("yes")) }
        let silent = (0..<20).map { _ in served.socket.connect() }
        #expect(served.ask(Self.quick).hasSuffix("yes"))
        RawFastCGI.send(Self.quick, to: silent[7])
        #expect(RawFastCGI.receive(silent[7]).hasSuffix("yes"))
        for connection in silent { close(connection) }
    }

    @Test("each have a body of their own, and one that is too large is passed over", .timeLimit(.minutes(1)))
    func bodies() {
        let served = ServedSocket(bodyLimit: 100_000) { request in
            do throws(RequestError) { return Answer(.text("\(try request.body().count)")) } catch {
                return Answer(.text("\(error)", status: 413))
            }
        }
        let connection = served.socket.connect()
        for count in [1, 100_000, 100_001, 500_000, 7] {
            RawFastCGI.send(
                RawFastCGI.post([UInt8](repeating: 65, count: count), keeps: true), to: connection)
            let expected = count > 100_000 ? "body is larger than 100000 bytes" : "\(count)"
            #expect(RawFastCGI.receive(connection).hasSuffix(expected), "\(count)")
        }
        close(connection)
    }

    private func isReadable(_ descriptor: Int32, within milliseconds: Int32) -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&waiting, 1, milliseconds) > 0
    }
}
