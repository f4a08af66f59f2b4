import Foundation
import LoopbackServer

/// A gateway that answers nobody before all have asked: whoever does not come at the same time as the others gets
/// nothing.
final class BarrierGateway: Sendable {
    let url: String

    /// - Parameter count: how many it waits for.
    init(_ count: Int) throws {
        let (listener, port) = try openLoopbackListener(backlog: 16)
        url = "http://127.0.0.1:\(port)/"
        Thread.detachNewThread {
            let connections = (0..<count).map { _ in accept(listener, nil, nil) }
            for connection in connections { BarrierGateway.readRequest(connection) }
            for connection in connections {
                let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\nsuccess".utf8)
                _ = send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
                close(connection)
            }
            close(listener)
        }
    }

    /// Until the end of the message, which all of these tests send plain.
    private static func readRequest(_ connection: Int32) {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while !bytes.suffix(6).elementsEqual("</xml>".utf8) {
            let count = recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { return }
            bytes += chunk.prefix(count)
        }
    }
}
