import Foundation

/// The server's end of one connection.
struct TestConnection {
    private let descriptor: Int32

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    func close() { _ = Foundation.close(descriptor) }

    /// Head and body of the next request; nil when the client has closed.
    func readRequest() -> String? {
        var bytes: [UInt8] = []
        var length: Int?
        while length.map({ bytes.count < $0 }) ?? true {
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            bytes += chunk.prefix(count)
            length = length ?? wholeLength(bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// False when the connection is over.
    func follow(_ steps: [TestStep]) -> Bool {
        for step in steps {
            switch step {
            case .send(let text): guard send(Array(text.utf8)) else { return false }
            case .sendBytes(let bytes): guard send(bytes) else { return false }
            case .pause(let seconds): Thread.sleep(forTimeInterval: seconds)
            case .hang: _ = readRequest()
            case .close: return false
            case .reset:
                // Closing with nothing to linger for is a reset.
                var linger = linger(l_onoff: 1, l_linger: 0)
                setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
                return false
            }
        }
        return true
    }

    private func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// How many bytes the request has that starts with `bytes`, once its head is there.
    private func wholeLength(_ bytes: [UInt8]) -> Int? {
        // A TLS handshake: what follows is no head that would ever end.
        if bytes.first == 0x16 { return bytes.count }
        let parts = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n\r\n")
        guard parts.count > 1 else { return nil }
        let bodyLengths = parts[0].components(separatedBy: "\r\n").compactMap { line in
            line.lowercased().hasPrefix("content-length:") ? Int(line.dropFirst(15).filter(\.isNumber)) : nil
        }
        return parts[0].utf8.count + 4 + (bodyLengths.first ?? 0)
    }
}
