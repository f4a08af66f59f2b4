import Foundation
import HTTPClient
import JSON
import Testing

@Suite("The exit status of wechatctl", .timeLimit(.minutes(3)))
struct CommandStatusTests {
    private static let program = Repository.root + "/bin/wechatctl"

    /// A site with one of everything.
    private static func site() throws -> (site: Site, records: String) {
        let site = try Site(workers: 1, extra: "[messages]\nhandler_command = /bin/true\n")
        let browser = Browser()
        try site.logIn(.measurements, browser)
        let line = Site.recordLine(try site.openid("xiaoming"))
        #expect(try site.wechatctl("records", "import", site.recordFile(line)).status == 0)
        _ = try site.records("GET", "measurements/1/token", browser)
        #expect(try Push.deliver(Push.text("hello"), to: site.address + "/wx").status == 200)
        return (site, try site.recordFile(Site.recordLine("another"), name: "more.jsonl"))
    }

    /// Every command, so that it has something to print.
    private static func commands(_ records: String) -> [[String]] {
        [
            ["config", "check"], ["config", "show"], ["config", "get", "state_dir"], ["token", "show"],
            ["token", "refresh"], ["refresh"], ["sessions", "list"], ["sessions", "revoke", "--all"],
            ["users", "show", "1"], ["users", "revoke", "1"], ["inbox", "list"], ["inbox", "list", "--json"],
            ["inbox", "show", "1"], ["inbox", "replay", "1"], ["inbox", "prune"], ["inbox", "work", "--once"],
            ["records", "import", records], ["records", "export"], ["records", "show", "1"],
            ["records", "show", "1", "--json"], ["records", "sample"], ["rules", "check", "share/analysis/rules.json"],
            ["rules", "run", "--id", "1"], ["rules", "run", "--id", "1", "--json"], ["keys", "list"],
            ["keys", "rotate", "sealing"], ["shares", "list"], ["shares", "revoke", "--all"], ["database", "check"],
            ["database", "compact"], ["database", "migrate"], ["keys", "accept"], ["backup", records + ".backup"],
            ["restore", records + ".kept", "--state-dir", records + ".state"],
        ]
    }

    /// The names of all commands, from what the program says of itself.
    private static func known() throws -> Set<[String]> {
        func leaves(_ command: JSONValue?, _ path: [String]) -> [[String]] {
            let below = (command?["subcommands"]?.elements ?? []).filter { $0["commandName"] != "help" }
            guard !below.isEmpty else { return [path] }
            return below.flatMap { leaves($0, path + [$0["commandName"]?.string ?? ""]) }
        }
        let help = try Command.run(program, ["--experimental-dump-help"])
        return Set(leaves(try JSONValue(parsing: Array(help.output.utf8), limits: .own)["command"], []))
    }

    private static func run(_ site: Site, _ arguments: [String], _ redirection: String) throws -> Command {
        let takesNoFile = arguments.starts(with: ["rules", "check"]) || arguments.starts(with: ["records", "sample"])
        let options = takesNoFile ? [] : ["--config", site.configuration]
        return try Command.run(
            "/bin/bash",
            ["-c", "cd '\(Repository.root)'; exec \"$0\" \"$@\" \(redirection)", program] + arguments + options)
    }

    @Test("is 1, with a line that says why, whenever a command's output is lost, help included")
    func lostOutput() throws {
        let (site, records) = try Self.site()
        let commands = Self.commands(records)
        #expect(try site.wechatctl("backup", records + ".kept").status == 0)
        let missing = try Self.known().subtracting(
            commands.map { Array($0.prefix(["refresh", "backup", "restore"].contains($0[0]) ? 1 : 2)) })
        #expect(missing.isEmpty, "this test knows nothing of \(missing)")
        for command in commands + [["--help"], ["help", "shares"], ["shares", "revoke", "--help"]] {
            let isHelp = command.contains("--help") || command.contains("help")
            let full =
                isHelp
                ? try Command.run("/bin/bash", ["-c", "exec \"$0\" \"$@\" >/dev/full", Self.program] + command)
                : try Self.run(site, command, ">/dev/full")
            #expect(full.status == 1, "\(command): \(full.errors)")
            #expect(full.errors.contains("No space left on device"), "\(command): \(full.errors)")
        }
        // More than a pipe holds, so that the reader is gone before all is written.
        for script in ["exec \"$0\" \"$@\" >&-", "set -o pipefail; \"$0\" \"$@\" | true"] {
            let lost = try Command.run(
                "/bin/bash", ["-c", script, Self.program, "records", "sample", "--people", "100"])
            #expect(lost.status == 1 && lost.errors.contains("standard output: write: "), "\(script): \(lost.errors)")
        }
    }

    @Test("is 1, with one line and no word about usage, when there is no such thing")
    func notThere() throws {
        let (site, _) = try Self.site()
        let commands = [
            ["users", "show", "99"], ["users", "revoke", "nobody"], ["records", "show", "99"],
            ["records", "export", "--user", "99"], ["inbox", "show", "99"], ["inbox", "replay", "99"],
            ["rules", "run", "--id", "99"], ["config", "get", "no.such"], ["sessions", "revoke", "0123456789abcdef"],
            ["sessions", "revoke", "--user", "99"], ["shares", "revoke", "0123456789abcdef"],
            ["shares", "revoke", "--record", "99"], ["shares", "revoke", "--token", "secret-link"],
        ]
        for command in commands {
            let result = try Self.run(site, command, "")
            #expect(result.status == 1 && result.output.isEmpty, "\(command): \(result.output)")
            let lines = result.errors.split(separator: "\n")
            #expect(lines.count == 1 && lines[0].hasPrefix("Error: there is no "), "\(command): \(result.errors)")
            #expect(!result.errors.contains("secret-link"))
        }
    }

    @Test("is 64, with the usage, for what no command takes, and 0 for help")
    func usage() throws {
        let wrong = [
            ["nonsense"], ["shares", "revoke"], ["shares", "revoke", "--all", "--record", "1"],
            ["records", "show", "x"],
            ["inbox", "list", "--limit", "0"], ["shares", "list", "--limit", "0"],
        ]
        for command in wrong {
            let result = try Command.run(Self.program, command)
            #expect(result.status == 64 && result.output.isEmpty, "\(command)")
            #expect(result.errors.contains("Usage: wechatctl"), "\(command): \(result.errors)")
        }
        for command in [["--help"], ["help", "shares"], ["records", "import", "--help"]] {
            let result = try Command.run(Self.program, command)
            #expect(result.status == 0 && result.output.contains("USAGE: wechatctl") && result.errors.isEmpty)
        }
        let help = try Command.run(Self.program, ["--help"]).output.split(whereSeparator: \.isWhitespace)
        #expect(help.joined(separator: " ").contains("Exit status: 0 for success; 1 if the command failed"))
    }
}
