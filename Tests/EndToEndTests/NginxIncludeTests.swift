import HTTPClient
import Testing

@Suite("nginx's includes", .timeLimit(.minutes(1)))
struct NginxIncludeTests {
    @Test("of some programs claim their paths and no others")
    func somePrograms() throws {
        let nginx = try ShippedNginx(
            edits: "s#include wechat-fcgi/wechat-fcgi.conf;#include wechat-fcgi/programs/wx-config.conf;#")
        // No program is there: what is claimed is 502.
        #expect(try nginx.request("/wx/config?url=x", from: "192.0.2.1").status == 502)
        for path in ["/wx/auth?dest=/", "/2020/wechat/auth", "/wx/api/measurements", "/wx"] {
            #expect(try nginx.request(path, from: "192.0.2.1").status == 404, "\(path)")
        }
    }

    @Test("say nothing about FastCGI outside of the programs' locations")
    func neighbours() throws {
        for file in ["wechat-fcgi", "wechat-fcgi-http", "wechat-fcgi-errors", "wechat-fcgi-headers"] {
            let lines = try Repository.text("Deploy/nginx/\(file).conf").split(separator: "\n")
            let own = lines.filter { $0.contains("fastcgi_") || $0.hasPrefix("limit_") && $0.contains("_status") }
            #expect(own == [], "\(file)")
        }
    }
}
