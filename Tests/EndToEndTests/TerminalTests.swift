import Foundation
import Testing

/// What files and people say does nothing to the operator's terminal: SECURITY.md, "Threats".
@Suite("wechatctl in a terminal", .timeLimit(.minutes(2)))
struct TerminalTests {
    private static let evil = "\u{1B}]0;owned\u{7}\u{9B}2J\u{202E}"

    private func folder() throws -> String {
        let path = "/tmp/wt-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: path + "/state", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try add("wechat.ini", "public_url = https://www.example.com\nstate_dir = state\n", in: path)
        return path
    }

    @discardableResult
    private func add(_ name: String, _ text: String, in folder: String) throws -> String {
        try text.write(toFile: folder + "/" + name, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder + "/" + name)
        return folder + "/" + name
    }

    @Test("prints nothing that a terminal obeys, whatever a file holds or is called")
    func files() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let evil = Self.evil
        let bad = try add("bad.ini", "public_url = \(evil)\n\(evil) = 1\n[\(evil)]\nx = 1\n", in: folder)
        let runs: [[String]] = [
            ["records", "import", try add("a.csv", "openid,\(evil)\nx,y\n", in: folder)],
            [
                "records", "import",
                try add(
                    "a.jsonl",
                    "{\"\(evil.unicodeScalars.filter { $0.value > 0x1F }.map { String($0) }.joined())\":1}\n",
                    in: folder),
            ],
            ["records", "import", try add(evil + ".csv", "openid\n", in: folder)],
            [
                "rules", "check",
                try add(
                    "rules.json",
                    "{\"rules\": [{\"\(evil.unicodeScalars.filter { $0.value > 0x1F }.map { String($0) }.joined())\": 1}]}",
                    in: folder),
            ],
            ["users", "show", evil], ["inbox", "show", evil], [evil], ["--" + evil], ["sessions", "revoke", evil],
        ]
        let config = ["--config", folder + "/wechat.ini"]
        var commands = runs.map { $0.count > 1 ? $0 + config : $0 }
        commands.append(["config", "check", "--config", bad])
        for arguments in commands {
            let command = try Command.run(
                Repository.root + "/bin/wechatctl", arguments, environment: ["HOME": "/nonexistent"])
            #expect(command.status != 0 && !command.errors.isEmpty, "\(arguments)")
            for scalar in (command.output + command.errors).unicodeScalars where scalar != "\n" {
                #expect(
                    ![.control, .format, .lineSeparator].contains(scalar.properties.generalCategory),
                    "U+\(String(scalar.value, radix: 16)) after \(arguments.map(\.debugDescription))")
            }
        }
    }
}
