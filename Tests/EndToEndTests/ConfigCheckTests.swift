import Foundation
import Testing

@Suite("wechatctl config check")
struct ConfigCheckTests {
    private func check(_ settings: String) throws -> Command {
        let folder = "/tmp/wc-\(UUID().uuidString.prefix(6))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = folder + "/wechat.ini"
        try "state_dir = state\n\(settings)".write(toFile: file, atomically: true, encoding: .utf8)
        return try Command.run("\(Repository.root)/bin/wechatctl", ["config", "check", "--config", file])
    }

    @Test("names the entry of redirect_hosts that is no site")
    func badHost() throws {
        let check = try check(
            "public_url = https://www.example.com\n[login]\nredirect_hosts = a.example, https://b.example/x, *.c.example"
        )
        #expect(check.status == 1)
        #expect(check.errors.contains("wechat.ini:4: [login] redirect_hosts: must be a list of hosts such as"))
        #expect(check.errors.contains(#"not "https://b.example/x""#))
    }

    static let warned = [
        ("public_url = http://www.example.com", "public_url is http"),
        ("public_url = https://www.example.com\n[login]\nbind_browser = false", "bind_browser = false"),
        ("public_url = https://www.example.com\n[login]\nopenid_login = open", "openid_login = open"),
        (
            "public_url = https://www.example.com\n[measurements]\npayment = simplified",
            "[measurements] payment has no effect any more"
        ),
    ]

    @Test("warns of what is less safe than the default", arguments: warned)
    func warnings(settings: String, warning: String) throws {
        let check = try check(settings)
        #expect(check.status == 0)
        let lines = check.output.split(separator: "\n").filter { $0.hasPrefix("warning: ") }
        #expect(lines.count == 1 && lines.first?.contains(warning) == true, "\(check.output)")
    }

    @Test("warns of nothing else", arguments: ["https://www.example.com", "http://127.0.0.1:8080"])
    func noWarning(address: String) throws {
        let good = "public_url = \(address)\n[login]\nredirect_hosts = h5.example.com:8443, http://127.0.0.1:5173"
        let check = try check(good)
        #expect(check.status == 0 && !check.output.contains("warning"))
    }
}
