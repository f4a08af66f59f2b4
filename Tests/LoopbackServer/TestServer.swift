import Foundation
import Synchronization

/// A server on a loopback port that answers each request as the test says, one connection after another.
package final class TestServer: Sendable {
    package let port: UInt16
    private let listener: Int32
    private let script: @Sendable (String) -> [TestStep]
    private let log = Mutex<(connections: Int, requests: [String])>((0, []))

    /// `script` gets a request, head and body, as it came.
    package init(_ script: @escaping @Sendable (String) -> [TestStep]) throws {
        (listener, port) = try openLoopbackListener(backlog: 16)
        self.script = script
        Thread.detachNewThread { [self] in serve() }
    }

    /// Accepts no more connections. One that is open ends when its client closes it.
    package func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    /// How many connections came so far.
    package var connections: Int { log.withLock { $0.connections } }

    package var requests: [String] { log.withLock { $0.requests } }

    /// The requests, once there are so many: a client may have given up before the server came to read what it sent.
    package func requests(waitingFor count: Int) -> [String] {
        while requests.count < count { usleep(2_000) }
        return requests
    }

    package func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

    private func serve() {
        while case let descriptor = accept(listener, nil, nil), descriptor >= 0 {
            log.withLock { $0.connections += 1 }
            let connection = TestConnection(descriptor)
            while let request = connection.readRequest() {
                log.withLock { $0.requests.append(request) }
                guard connection.follow(script(request)) else { break }
            }
            connection.close()
        }
        close(listener)
    }
}
