import Foundation
import HTTPClient
import Testing

@Suite("The programs as processes")
struct ProcessTests {
    @Test("one that crashes is started again", .timeLimit(.minutes(1)))
    func crash() throws {
        let site = try Site(workers: 1)
        for _ in 0..<3 {
            let pid = try #require(try pids(of: "wx-config", under: site).first)
            kill(pid, SIGKILL)
            var reply = try? site.get("/wx/config?url=http%3A%2F%2Fa")
            while reply?.status != 200 { reply = try? site.get("/wx/config?url=http%3A%2F%2Fa") }
            #expect(try pids(of: "wx-config", under: site).first != pid)
        }
    }

    @Test(
        "one that is asked to stop finishes its request first", .timeLimit(.minutes(1)), arguments: [SIGTERM, SIGUSR1])
    func gracefulStop(signal: Int32) throws {
        let site = try Site(workers: 2)
        try site.fail("/cgi-bin/stable_token", "slow", seconds: 3)
        let pids = try pids(of: "wx-config", under: site)
        let client = try Command.start("/usr/bin/curl", ["-s", site.address + "/wx/config?url=http%3A%2F%2Fa"])
        while try site.calls("/cgi-bin/stable_token") == 0 { Thread.sleep(forTimeInterval: 0.02) }
        pids.forEach { kill($0, signal) }
        #expect(client.finish().output.contains("2000000"))
        for pid in pids { while kill(pid, 0) == 0 { Thread.sleep(forTimeInterval: 0.02) } }
    }

    @Test("they start in a checkout whose name is not ASCII", .timeLimit(.minutes(1)))
    func folderName() throws {
        let checkout = "/tmp/项目-\(UUID().uuidString.prefix(4))"
        try FileManager.default.createDirectory(atPath: checkout, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: checkout) }
        try FileManager.default.copyItem(atPath: Repository.root + "/Scripts", toPath: checkout + "/Scripts")
        for name in try Repository.names(in: "") where !name.hasPrefix(".") && name != "Scripts" {
            try FileManager.default.createSymbolicLink(
                atPath: checkout + "/" + name, withDestinationPath: Repository.root + "/" + name)
        }
        let site = try Site(workers: 1, checkout: checkout)
        #expect(try site.get("/wx/config?url=http%3A%2F%2Fa").status == 200)
        #expect(try site.get("/public/").text.contains("<html"))
    }

    @Test("`Scripts/serve stop` leaves no process and no socket", .timeLimit(.minutes(1)))
    func stop() throws {
        let site = try Site(workers: 2)
        #expect(try !pids(of: "wx-config", under: site).isEmpty)
        #expect(try site.serve("status").status == 0)
        #expect(try site.serve("stop").status == 0)
        #expect(try site.serve("status").status == 3)
        for name in ["wx-config", "nginx", "wechat-simulator", "multiwatch"] {
            #expect(try pids(of: name, under: site).isEmpty, "\(name)")
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: site.folder + "/state/run")
        #expect(!left.contains { $0.hasSuffix(".sock") })
    }

    @Test("what a terminal sees: routes and help, but never under a web server")
    func terminal() throws {
        let program = Repository.root + "/cgi-bin/wx-config.fcgi"
        #expect(try Command.run(program, ["--routes"]).output == "GET /wx/config\n")
        #expect(try Command.run(program, ["--help"]).output.contains("WECHAT_CONFIG"))
        let version = try #require(try Repository.text("CHANGELOG.md").firstMatch(of: /(?m)^## ([0-9.]+) —/)).1
        #expect(try Command.run(program, ["--version"]).output == "wx-config \(version)\n")
        #expect(try Command.run(Repository.root + "/bin/wechatctl", ["--version"]).output == "\(version)\n")
        let simulator = Repository.root + "/bin/wechat-simulator"
        #expect(try Command.run(simulator, ["--version"]).output == "wechat-simulator \(version)\n")
        let cgi = try Command.run(
            program, ["--help"],
            environment: ["GATEWAY_INTERFACE": "CGI/1.1", "WECHAT_CONFIG": "/nonexistent", "REQUEST_METHOD": "GET"])
        #expect(cgi.output.hasPrefix("Status: 200 OK\r\n") && cgi.output.contains("5000000"))
        #expect(cgi.errors.contains("/nonexistent"))
    }

    /// The processes of a program that run with the site's configuration.
    private func pids(of program: String, under site: Site) throws -> [Int32] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }.filter { pid in
            let folder = "/proc/\(pid)/"
            let line = FileManager.default.contents(atPath: folder + "cmdline") ?? Data()
            let environment = FileManager.default.contents(atPath: folder + "environ") ?? Data()
            let belongs = [line, environment].contains { String(decoding: $0, as: UTF8.self).contains(site.folder) }
            let name = String(decoding: line.prefix { $0 != 0 }, as: UTF8.self)
            return belongs
                && (name.hasSuffix("/\(program)") || name.hasSuffix("/\(program).fcgi") || name.hasPrefix("\(program)"))
        }
    }
}
