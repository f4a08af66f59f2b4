import Foundation
import HTTPClient
import LoopbackServer
import Testing

@Suite("What browsers are told with all that is served", .timeLimit(.minutes(3)))
struct NginxHeaderTests {
    private static let always = ["x-content-type-options": "nosniff", "referrer-policy": "same-origin"]

    /// A path of every location of the include: where a pattern takes any segment, the segment is 1.
    private static func paths() throws -> [String] {
        let others = try Repository.text("Deploy/nginx/wechat-fcgi.conf")
        return (try Repository.locations() + [others]).joined(separator: "\n").matches(
            of: /(?m)^location (?:= |~ \^|)(\S+?)\$? \{/
        )
        .map { String($0.1).replacing("[^/]+", with: "1") }
    }

    /// Checks that each header is there once, and none of https.
    private static func expect(
        _ reply: HTTPClientReply, _ what: String, _ status: Int? = nil, _ location: SourceLocation = #_sourceLocation
    ) {
        if let status { #expect(reply.status == status, "\(what)", sourceLocation: location) }
        for (name, value) in always {
            let values = reply.headers.filter { $0.name.lowercased() == name }.map(\.value)
            #expect(values == [value], "\(what), \(reply.status): \(name)", sourceLocation: location)
        }
        #expect(reply.header("Strict-Transport-Security") == nil, "\(what)", sourceLocation: location)
    }

    @Test("once, by every program and for every file")
    func programs() throws {
        let site = try Site(workers: 1)
        let paths = try Self.paths()
        #expect(paths.count > 30)
        for path in paths {
            for method in ["GET", "POST", "DELETE", "OPTIONS"] {
                let reply = try site.request(method, path, body: method == "POST" ? "{}" : nil)
                #expect(reply.status < 500, "\(path)")
                Self.expect(reply, "\(method) \(path)")
            }
        }
        for file in ["/public/index.html", "/app.html", "/app.css", "/app-api.js"] {
            Self.expect(try site.get(file), file, 200)
        }
        #expect(try site.get("/app.html").header("X-Frame-Options") == "DENY")
        #expect(try site.get("/app.html").header("Cache-Control") == "no-cache")
    }

    @Test("once, by nginx where no program answers, with whichever error")
    func errors() throws {
        let nginx = try ShippedNginx(edits: "s/fastcgi_read_timeout 20s/fastcgi_read_timeout 1s/")
        func ask(_ path: String, method: String = "GET", body: String? = nil) throws -> HTTPClientReply {
            try nginx.request(path, from: "192.0.2.1", method: method, body: body)
        }
        for path in try Self.paths() { Self.expect(try ask(path), path, path == "/wx/api/" ? 404 : 502) }
        Self.expect(try ask("/nothing"), "404", 404)
        Self.expect(try ask("/app-none.js"), "no file", 404)
        Self.expect(try ask("/app.html", method: "POST"), "405", 405)
        Self.expect(try ask("/wx", method: "POST", body: String(repeating: "x", count: 200_000)), "413", 413)
        Self.expect(try ask("/wx/" + String(repeating: "x", count: 40_000)), "414", 414)
        let limited = try (0..<200).map { _ in try ask("/wx/oauth") }.first { $0.status == 429 }
        Self.expect(try #require(limited), "429", 429)
        let silent = ListeningSocket()
        try FileManager.default.createSymbolicLink(
            atPath: nginx.folder + "/wx-config.sock", withDestinationPath: silent.path)
        Self.expect(try ask("/wx/config"), "504", 504)
    }

    @Test("with redirects of its own, which name no host")
    func redirect() throws {
        let reply = try ShippedNginx().request("/public/test", from: "192.0.2.1", headers: [("Host", "evil.example")])
        Self.expect(reply, "301", 301)
        #expect(reply.header("Location") == "/public/test/")
    }

    @Test("once, to keep to https where nginx serves it")
    func https() throws {
        let port = Ports.free()
        let made = try Command.run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
                "/CN=localhost", "-keyout", "/tmp/wk-\(port).pem", "-out", "/tmp/wk-\(port).crt",
            ])
        #expect(made.status == 0, "\(made.errors)")
        defer { for kind in ["pem", "crt"] { try? FileManager.default.removeItem(atPath: "/tmp/wk-\(port).\(kind)") } }
        let nginx = try ShippedNginx(
            edits: """
                s|^ *server_tokens off;|& ssl_certificate /tmp/wk-\(port).crt; ssl_certificate_key /tmp/wk-\(port).pem;|
                s|^ *client_max_body_size 1m;|& listen 127.0.0.1:\(port) ssl;|
                """)
        for path in ["/app.html", "/wx/config", "/wx/api/x", "/nothing", "/public/test"] {
            let reply = try Command.run(
                "/usr/bin/curl", ["-sk", "-D", "-", "-o", "/dev/null", "https://127.0.0.1:\(port)\(path)"])
            let lines = reply.output.split(whereSeparator: \.isNewline)
                .filter { $0.lowercased().hasPrefix("strict-transport") }
            #expect(lines == ["Strict-Transport-Security: max-age=31536000"], "\(path): \(reply.output)")
        }
        Self.expect(try nginx.request("/app.html", from: "192.0.2.1"), "http", 200)
    }
}
