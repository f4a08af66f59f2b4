import CFastCGI
import Foundation
import HTTP
import LoopbackServer
import Platform

@testable import FastCGI

/// A server in this process, on a socket of its own.
final class ServedSocket: Sendable {
    let socket = ListeningSocket()
    private let stopEvent = eventfd(0, 0)
    private let ended = DispatchSemaphore(value: 0)
    private let made = Counter()

    /// How many handlers were made: one for each worker that had a request.
    var handlers: Int { made.count }

    /// - Parameter answer: called by all workers.
    init(concurrency: Int = 4, bodyLimit: Int = 1 << 20, _ answer: @escaping @Sendable (Request) -> Answer) {
        let makeHandler: @Sendable () -> Server.Handler = { [made] in
            made.add()
            return answer
        }
        Thread.detachNewThread { [socket, stopEvent, ended] in
            Server(bodyLimit: bodyLimit).serve(
                socket.descriptor, until: stopEvent, { (concurrency, makeHandler()) }, makeHandler)
            ended.signal()
        }
    }

    deinit {
        stop()
        close(stopEvent)
    }

    /// Asks it to stop, as a signal does.
    func askToStop() {
        var one: UInt64 = 1
        write(stopEvent, &one, 8)
    }

    /// Whether it has stopped within so many seconds.
    @discardableResult
    func stop(within seconds: Double = 10) -> Bool {
        askToStop()
        guard ended.wait(timeout: .now() + seconds) == .success else { return false }
        ended.signal()
        return true
    }

    /// The answer to a request on a connection of its own.
    func ask(_ request: [UInt8]) -> String {
        let connection = socket.connect()
        defer { close(connection) }
        RawFastCGI.send(request, to: connection)
        return RawFastCGI.receive(connection)
    }
}

private final class Counter: Sendable {
    private let value = Shared(0)

    var count: Int { value.withLock { $0 } }

    func add() { value.withLock { $0 += 1 } }
}
