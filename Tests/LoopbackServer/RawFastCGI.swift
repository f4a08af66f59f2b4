import Glibc

/// FastCGI records made by hand (https://fastcgi-archives.github.io/FastCGI_Specification.html), so that a test can
/// also send what no web server would.
package enum RawFastCGI {
    package static func record(_ type: UInt8, _ content: [UInt8]) -> [UInt8] {
        [1, type, 0, 1, UInt8(content.count >> 8), UInt8(content.count & 255), 0, 0] + content
    }

    /// A whole GET request.
    ///
    /// - Parameter keeps: whether the connection shall stay open.
    package static func get(query: String, keeps: Bool = false, role: UInt8 = 1) -> [UInt8] {
        get(query: Array(query.utf8), keeps: keeps, role: role)
    }

    package static func get(query: [UInt8], keeps: Bool = false, role: UInt8 = 1) -> [UInt8] {
        head([("REQUEST_METHOD", Array("GET".utf8)), ("QUERY_STRING", query)], keeps: keeps, role: role) + record(5, [])
    }

    /// A whole POST request.
    package static func post(_ body: [UInt8], keeps: Bool = false, more: [(String, String)] = []) -> [UInt8] {
        let parameters = [("REQUEST_METHOD", "POST"), ("CONTENT_LENGTH", String(body.count))] + more
        let pieces = stride(from: 0, to: body.count, by: 60_000).flatMap { start in
            record(5, Array(body[start..<min(start + 60_000, body.count)]))
        }
        return head(parameters.map { ($0, Array($1.utf8)) }, keeps: keeps) + pieces + record(5, [])
    }

    /// A request up to its body.
    package static func head(_ parameters: [(String, [UInt8])], keeps: Bool, role: UInt8 = 1) -> [UInt8] {
        let pairs = parameters.flatMap { [UInt8($0.utf8.count), UInt8($1.count)] + Array($0.utf8) + $1 }
        return record(1, [0, role, keeps ? 1 : 0, 0, 0, 0, 0, 0]) + record(4, pairs) + record(4, [])
    }

    /// Sends bytes, and tells whether the other side may still read them.
    @discardableResult
    package static func send(_ bytes: [UInt8], to connection: Int32) -> Bool {
        bytes.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) } == bytes.count
    }

    /// What arrives up to the record that ends the request, or until the connection closes.
    package static func receive(_ connection: Int32) -> String {
        var output: [UInt8] = []
        while let header = read(connection, 8) {
            let content = read(connection, Int(header[4]) << 8 | Int(header[5])) ?? []
            _ = read(connection, Int(header[6]))
            if header[1] == 6 { output += content }
            if header[1] == 3 { break }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func read(_ connection: Int32, _ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes {
                recv(connection, $0.baseAddress?.advanced(by: filled), count - filled, 0)
            }
            guard got > 0 else { return nil }
            filled += got
        }
        return bytes
    }
}
