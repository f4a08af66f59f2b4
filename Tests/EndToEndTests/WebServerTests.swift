import Foundation
import HTTPClient
import JSON
import Testing

/// What every web server must let pass, and what none may: behind each of those that `Scripts/serve --server` knows.
@Suite("Behind each web server", .timeLimit(.minutes(5)))
struct WebServerTests {
    static let servers = ["nginx", "fcgiwrap", "lighttpd"] + suexec + apache

    /// The programs run as another user than the web server. Only root can have that.
    private static let suexec = geteuid() == 0 ? ["suexec-fcgid", "suexec-cgid"] : []

    /// Apache serves nobody as root; `Scripts/serve` gives root another number, in a user namespace, which a chroot has
    /// not. The portable program is tried where it was built (`make portable`).
    private static let apache: [String] = {
        let namespace = try? Command.run(
            "/usr/bin/unshare", ["--user", "--map-user=1000", "--map-group=1000", "/bin/true"])
        guard geteuid() != 0 || namespace?.status == 0 else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: Repository.root + "/dist")) ?? []
        let isBuilt = names.contains { name in
            FileManager.default.fileExists(atPath: "\(Repository.root)/dist/\(name)/cgi-bin/wechat-fcgi.fcgi")
        }
        return ["apache-fcgid", "apache-cgid"] + (isBuilt ? ["portable-fcgid", "portable-cgid"] : [])
    }()
    private static let key = String(repeating: "A", count: 42) + "E"

    private static func site(_ server: String) throws -> Site {
        let extra = """
            [official_account]
            encoding_aes_key = \(key)
            [messages]
            encrypted_only = false
            follow_reply = 欢迎 ]]> & <b> 😴

            """
        return try Site(workers: 1, extra: extra, server: server)
    }

    @Test(
        "every documented path and method reaches its program, and other methods are told which there are",
        arguments: servers)
    func routes(server: String) throws {
        let site = try Self.site(server)
        var routes: [String: [String]] = [:]
        for file in try Repository.names(in: "cgi-bin") where file.hasSuffix(".fcgi") {
            for line in try Command.run("\(Repository.root)/cgi-bin/\(file)", ["--routes"]).output.split(
                separator: "\n")
            {
                let parts = line.split(separator: " ").map(String.init)
                routes[parts[1].replacing(/\{[a-z_]+\}/, with: "12"), default: []].append(parts[0])
            }
        }
        #expect(routes.count == 35)
        for (path, methods) in routes {
            for method in methods {
                let reply = try site.request(method, path, body: method == "GET" ? nil : "{}")
                #expect(
                    reply.header("X-Request-Id") != nil, "\(method) \(path): \(reply.status) \(reply.text.prefix(200))")
                #expect(
                    reply.status != 405 && (reply.status != 404 || path.contains("/12")),
                    "\(method) \(path): \(reply.status)")
            }
            #expect(try !site.get(path).text.contains("no endpoint has this path"), "\(path)")
            let refused = try site.request("PATCH", path, body: "{}")
            #expect(refused.status == 405 && refused.header("X-Request-Id") != nil, "PATCH \(path): \(refused.status)")
            #expect(methods.allSatisfy { refused.header("Allow")?.contains($0) == true }, "\(path)")
            #expect(try site.get(path + "/").header("X-Request-Id") == nil, "\(path)/ is nobody's")
        }
        for (path, status) in [("/wx/config?url=http%3A%2F%2Fa", 200), ("/wx/oauth", 405)] {
            let head = try site.request("HEAD", path)
            #expect(head.status == status && head.body.isEmpty, "HEAD \(path): \(head.status)")
        }
        #expect(
            try site.get("/page.html").status == (server == "nginx" || server == "fcgiwrap" ? 404 : 200),
            "a neighbour's page")
    }

    @Test("a page's address arrives as it was sent, encoded or not", arguments: servers)
    func signing(server: String) throws {
        let site = try Self.site(server)
        for (path, url) in [
            ("/wx/config?url=https%3A%2F%2Fexample.com%2F%3Fa%3D1%26b%3D2%23c", "https://example.com/?a=1&b=2"),
            ("/wx/config?url=https://example.com/%3Fa=1", "https://example.com/?a=1"),
            ("/wx/config?url=http://example.com/?a=1&b=2&_=3", "http://example.com/?a=1&b=2"),
            (
                "/wx/config?url=https%3A%2F%2Fexample.com%2F%E4%B8%AD%E6%96%87%3Fq%3D%25E4%25BD%25A0%2B%2520",
                "https://example.com/中文?q=%E4%BD%A0+%20"
            ),
            (
                "/wx/config?url=https%3A%2F%2Fexample.com%2F..%2F.%2F%2Fa%2541%3Bx%5C%7C",
                #"https://example.com/.././/a%41;x\|"#
            ),
        ] {
            let data = try #require(try site.get(path).json()["data"])
            let expected = try expectedSignature(
                ticket: site.issuedTicket(), nonce: data["nonceStr"]?.string, timestamp: data["timestamp"]?.string,
                url: url)
            #expect(data["signature"]?.string == expected, "\(path)")
        }
    }

    @Test("all four logins lead back with a session, and tokens and cookies arrive", arguments: servers)
    func logins(server: String) throws {
        let site = try Self.site(server)
        for flow in LoginFlow.all {
            let browser = Browser()
            let end = try site.logIn(flow, browser)
            #expect(end.status == 302 && browser.cookies[flow.cookie] != nil, "\(flow.name): \(end.status) \(end.text)")
        }
        let openid = try #require(try site.exchange("stranger")["openid"]?.string)
        let first = try site.json("POST", "/miniprog/wx_auth/login", ["openid": .string(openid), "wx_nickname": "王"])
        let token = try #require(first.body["results"]?.elements?.first?["token"]?.string, "\(first.body.text)")
        let byToken = try site.json("POST", "/miniprog/wx_auth/login", token: "Bearer \(token)")
        #expect(byToken.status == 200, "Authorization: \(byToken.body.text)")
    }

    @Test("a person registers with a phone number that WeChat encrypted", arguments: servers)
    func registration(server: String) throws {
        let site = try Self.site(server)
        let exchange = try site.exchange("xiaoming")
        let phone = try site.miniPhone("xiaoming")
        let answer = try site.json(
            "POST", "/miniprog/wx_auth/register",
            [
                "openid": exchange["openid"] ?? .null, "session_key": exchange["session_key"] ?? .null,
                "nickname": "小王",
                "birthday": "2000-02-29", "gender": 1, "encrypted_phone": phone["encryptedData"] ?? .null,
                "iv": phone["iv"] ?? .null,
            ])
        #expect(answer.body["results"]?.elements?.first?["account"]?["is_register"] == true, "\(answer.body.text)")
    }

    @Test("WeChat's pushes are answered in each mode, and its pictures fetched", arguments: servers)
    func pushes(server: String) throws {
        let site = try Self.site(server)
        try site.simulator("POST", "gateway", ["token": "AAAAA", "encoding_aes_key": .string(Self.key)])
        var time = Int64(Date().timeIntervalSince1970) - 1000
        for path in ["/wx", "/wx/service", "/boilerplate/api/v1/wechat-mp/gateway"] {
            let good = try site.simulator("POST", "gateway/verify", ["url": .string(path)])
            #expect(good["accepted"] == true, "\(path): \(good.text)")
            for mode in ["plain", "compatible", "encrypted"] {
                time += 1
                let push = try site.simulator(
                    "POST", "push",
                    [
                        "person": "xiaoming", "type": "subscribe", "create_time": .integer(time), "url": .string(path),
                        "mode": .string(mode), "format": "xml",
                    ])
                #expect(
                    push["state"] == "accepted" && push["shown"]?.string?.contains("欢迎 ]]> & <b> 😴") == true,
                    "\(push.text)")
            }
        }
        let bytes = Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }).base64EncodedString()
        let media = try site.simulator(
            "POST", "media",
            ["appid": .string(Site.appID), "type": "image", "content_type": "image/jpeg", "base64": .string(bytes)])
        let id = try #require(media["media_id"]?.string)
        #expect(try site.get("/2020/wechat/offiaccount/media?media_id=" + id).json()["media_data"]?.string == bytes)
    }

    @Test("a body that is too large is answered with 413", arguments: servers)
    func bodies(server: String) throws {
        let site = try Self.site(server)
        for (path, size) in [
            ("/miniprog/wx_auth/register", 140_000), ("/miniprog/wx_auth/login", 1_000_000),
            ("/boilerplate/wechat/api/v1/wechat-miniapp/user", 1_000_000),
        ] {
            let reply = try site.request("POST", path, body: String(repeating: "a", count: size))
            #expect(
                reply.status == 413 && reply.header("X-Request-Id") != nil,
                "\(size) to \(path): \(reply.status) \(reply.text)")
        }
        // A server may have a limit of its own, and Apache's mod_fcgid has one word for all that is wrong.
        let large = try site.request("POST", "/miniprog/wx_auth/login", body: String(repeating: "a", count: 3 << 20))
        #expect(large.status == (server.hasSuffix("-fcgid") ? 500 : 413))
        #expect(try site.get("/wx/config?url=http%3A%2F%2Fa").status == 200)
    }

    @Test("nothing of what lies beside the programs is to be had", arguments: servers)
    func secrets(server: String) throws {
        let site = try Self.site(server)
        #expect(try site.get("/wx/config?url=http%3A%2F%2Fa").status == 200)
        for path in Self.attackersPaths {
            let answer = OpenRequest(site.port, "GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .answer()
            let status = answer.split(separator: " ", maxSplits: 2).dropFirst().first.map(String.init) ?? answer
            #expect(["400", "403", "404"].contains(status), "\(path): \(answer.prefix(300))")
            for secret in ["app_secret", "0000000000000001", "SQLite format", "ELF", "access_token", "RewriteRule"] {
                #expect(!answer.contains(secret), "\(path) gives \(secret)")
            }
        }
    }

    private static let attackersPaths = [
        "/wechat.ini", "/WECHAT.INI", "/wechat.ini/", "/wechat.ini~", "/./wechat.ini", "//wechat.ini", "/%77echat.ini",
        "/wechat%2eini",
        "/wechat.ini%00", "/wechat.ini?x", "/../wechat.ini", "/%2e%2e/wechat.ini", "/..%2fwechat.ini",
        "/wx/../../wechat.ini",
        "/wx/%2e%2e/%2e%2e/wechat.ini", "/page.html/../../wechat.ini", "/state/", "/state/wechat.sqlite3",
        "/state/wechat.sqlite3-wal",
        "/state/tokens/wx0000000000000001.json", "/state/keys/", "/state/keys/sealing.json", "/state/run/logs/",
        "/..%2fstate/wechat.sqlite3",
        "/../state/wechat.sqlite3", "/.wechat-fcgi-www/", "/lib/", "/lib/libswiftCore.so", "/bin/wechatctl",
        "/share/analysis/rules.json",
        "/cgi-bin/", "/cgi-bin/.htaccess", "/.htaccess", "/.HTACCESS", "/%2ehtaccess", "/cgi-bin/wx-config.fcgi",
        "/cgi-bin/wx-config.fcgi/wx/config?url=http://a", "/cgi-bin/../wechat.ini", "/cgi-bin/..%2f..%2fwechat.ini",
        "/cgi-bin/%2e%2e/lib/libswiftCore.so", "/wechat-fcgi.fcgi", "/wechat-fcgi.fcgi/wx/config?url=http://a",
        "/wechat-fcgi%2efcgi",
        "/wechat.sqlite3", "/wechat.sqlite3-shm", "/.git/config", "/Package.swift", "/proc/self/environ",
        "/wx/config/../../wechat.ini",
    ]
}
