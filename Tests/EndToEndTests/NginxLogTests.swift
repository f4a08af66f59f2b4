import Foundation
import HTTPClient
import Testing

@Suite("The logs of nginx", .timeLimit(.minutes(2)))
struct NginxLogTests {
    /// Without and with nginx's own error pages instead of ours.
    @Test(
        "hold no share token and no code, also on a server that logs whole addresses otherwise",
        arguments: ["", "/include .*wechat-fcgi-errors.conf;/d"])
    func secrets(edit: String) throws {
        let log = "access_log FOLDER/logs"
        let nginx = try ShippedNginx(
            edits: "s#server {$#\(log)/all.log combined; & \(log)/own.log combined;#\n\(edit)")
        let secret = "SECRET" + String(repeating: "a1", count: 18)
        let shared = "/wx/api/measurements/token/\(secret)/analyze"
        var addresses = [
            shared, shared + "/", "/wx/api/measurements/%74oken/\(secret)/analyze",
            "/wx/api//measurements/x/../token/\(secret)",
        ]
        for path in [
            "/wx/auth2", "/wx/oauth/callback", "/2020/wechat/auth/code", "/boilerplate/api/v1/wechat-mp/callback",
            "/miniprog/wx_auth/get_openid_by_code",
        ] {
            addresses.append("\(path)?code=\(secret)&state=\(secret)")
        }
        for address in addresses {
            let status = try nginx.request(address, from: "192.0.2.1").status
            #expect(status == 502 || status == 404, "\(address)")
        }
        // Beyond the rate, which nginx reports as an error as well.
        let refused = try (0..<700).contains { _ in try nginx.request(shared, from: "192.0.2.2").status == 429 }
        #expect(refused)
        #expect(try nginx.request("/seen?a=b", from: "192.0.2.1").status == 404)
        let logs = try nginx.logs()
        #expect(logs["own.log"]?.contains("GET /seen?a=b HTTP/1.1") == true, "this log would have it")
        let access = try #require(logs["wechat-fcgi.access.log"])
        #expect(access.contains("GET /wx/api/measurements/token/...\" 502"), "\(access.prefix(2000))")
        #expect(access.contains("GET /wx/oauth/callback\" 502"))
        for (name, text) in logs { #expect(!text.contains(secret), "\(name)") }
    }

    @Test(
        "are our own for every program, and errors are left out only where the program keeps its lines from nginx, too")
    func complete() throws {
        let lines = try Repository.locations()
        var quiet: Set<String> = []
        for line in lines {
            #expect(line.contains(" access_log /var/log/nginx/wechat-fcgi.access.log wechat; "), "\(line)")
            guard line.contains(" error_log /var/log/nginx/wechat-fcgi.error.log emerg; ") else { continue }
            let program = try #require(line.firstMatch(of: /fastcgi_pass wechat-fcgi-([a-z0-9-]+);/))
            quiet.insert(String(program.1))
        }
        #expect(quiet.count == 6)
        var apart: Set<String> = []
        for document in try Repository.names(in: "Sources/Endpoints") {
            for program in try Repository.names(in: "Sources/Endpoints/\(document)") {
                let folder = "Sources/Endpoints/\(document)/\(program)"
                let text = try Repository.names(in: folder).map { try Repository.text("\(folder)/\($0)") }.joined()
                if text.contains("static let hasSecretAddress = true") { apart.insert(program) }
            }
        }
        #expect(quiet.isSubset(of: apart), "\(quiet.subtracting(apart))")
    }
}
