import Foundation
import HTTPClient

/// nginx with the shipped files and no program behind it: what it lets pass gets 502. Callers say where they call from.
final class ShippedNginx {
    /// Where the sockets are looked for.
    let folder: String
    let port = Ports.free()
    private let server: RunningCommand

    /// - Parameter edits: what else `sed` does to the shipped files; `FOLDER` is the server's folder.
    init(edits more: String = "") throws {
        folder = "/tmp/wn-\(UUID().uuidString.prefix(8))"
        let file = folder + "/conf/nginx.conf"
        // Loopback may say who calls, and /client tells whom nginx counts.
        let edits = """
            s|^ *server {|set_real_ip_from 127.0.0.1; real_ip_header X-Test-Address; &|
            s|^ *location / {|location = /client { return 200 $wechat_client; } &|
            """
        let script = """
            set -e; . '\(Repository.root)/Scripts/common.sh'
            mkdir '\(folder)'; render_nginx '\(folder)' '\(folder)/conf' 127.0.0.1:\(port)
            sed -i '\(edits)' '\(file)'
            find '\(folder)/conf' -name '*.conf' -exec sed -i '\(more.replacing("FOLDER", with: folder))' {} +
            find_nginx
            """
        let made = try Command.run("/bin/bash", ["-c", script])
        let path = made.output.trimmingCharacters(in: .newlines)
        guard made.status == 0 else { throw SiteError(text: made.errors) }
        server = try Command.start(
            path, ["-p", folder, "-e", folder + "/logs/start", "-c", file, "-g", "daemon off;"])
        do { try waitUntilUp() } catch {
            stop()
            throw error
        }
    }

    deinit { stop() }

    private func stop() {
        kill(server.pid, SIGTERM)
        _ = server.finish()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func waitUntilUp() throws {
        for _ in 0..<500 {
            if (try? client("127.0.0.2")) == "127.0.0.2" { return }
            usleep(20_000)
        }
        throw SiteError(text: "nginx does not answer")
    }

    func request(
        _ path: String, from address: String, method: String = "GET", headers: [(String, String)] = [],
        body: String? = nil
    ) throws -> HTTPClientReply {
        var transfer = try Transfer()
        var request = HTTPClientRequest(
            method: method, url: "http://127.0.0.1:\(port)\(path)", headers: [("X-Test-Address", address)] + headers,
            body: body.map { Array($0.utf8) })
        request.timeout = 30
        return try transfer.perform(request)
    }

    /// Everything in the files of its log folder.
    func logs() throws -> [String: String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/logs")
        return try Dictionary(
            uniqueKeysWithValues: names.map {
                ($0, try String(contentsOfFile: folder + "/logs/" + $0, encoding: .utf8))
            })
    }

    /// Whom nginx counts a caller from this address as.
    func client(_ address: String) throws -> String { try request("/client", from: address).text }

    /// Leaves a request open, and says what it was answered within a time; nil: nothing yet.
    func open(_ path: String, from address: String) -> OpenRequest {
        OpenRequest(port, "GET \(path) HTTP/1.0\r\nHost: a\r\nX-Test-Address: \(address)\r\n\r\n")
    }
}

/// A request that was sent.
final class OpenRequest {
    private let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)

    init(_ port: UInt16, _ text: String) {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        _ = Array(text.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }

    deinit { close(descriptor) }

    /// All that is answered until the connection is closed, or nothing comes for ten seconds.
    func answer() -> String {
        var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&watched, 1, 10_000) == 1 {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The status code, if it comes within so many milliseconds.
    func status(within milliseconds: Int32) -> Int? {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&watched, 1, milliseconds) == 1 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 12)
        guard read(descriptor, &bytes, 12) == 12 else { return nil }
        return Int(String(decoding: bytes[9...], as: UTF8.self))
    }
}
