import Foundation
import HTTPClient
import JSON
import SQL
import SQLite
import Synchronization
import Testing

@Suite("A backup", .timeLimit(.minutes(3)))
struct BackupTests {
    /// A site that was used, with a person logged in at two APIs.
    private final class Used {
        let site: Site
        let browser = Browser()
        let target: String
        /// A folder for the site that is restored.
        let other: String

        init() throws {
            site = try Site(workers: 1)
            (target, other) = (site.folder + "/backup", site.folder + "/other")
            try FileManager.default.createDirectory(
                atPath: other, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            try site.importRecords(of: "xiaoming", count: 3)
            try site.logIn(.measurements, browser)
            try site.logIn(.officialAccount, browser)
        }

        func restore(_ options: String..., from source: String? = nil) throws -> Command {
            try Command.run(
                Repository.root + "/bin/wechatctl",
                ["restore", source ?? target, "--config", other + "/wechat.ini", "--state-dir", other + "/state"]
                    + options)
        }

        var isRestored: Bool { FileManager.default.fileExists(atPath: other + "/state/wechat.sqlite3") }

        /// A request to a program of the restored site, as plain CGI.
        func ask(_ program: String, _ path: String) throws -> String {
            let cookies = browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
            return try Command.run(
                "/usr/bin/env",
                [
                    "-i", "GATEWAY_INTERFACE=CGI/1.1", "REQUEST_METHOD=GET", "SCRIPT_NAME=\(path)",
                    "HTTP_COOKIE=\(cookies)", "HTTP_ACCEPT=application/json", "WECHAT_CONFIG=\(other)/wechat.ini",
                    "\(Repository.root)/cgi-bin/\(program).fcgi",
                ]
            ).output
        }

        func expectWorking(_ location: SourceLocation = #_sourceLocation) throws {
            let records = try ask("wx-api-measurements", "/wx/api/measurements")
            #expect(records.contains(#""ok":true"#) && records.contains(#""record_id":3"#), "\(records)")
            // By a token that the database holds sealed.
            let profile = try ask("auth-user", "/2020/wechat/auth/user")
            #expect(profile.contains(#""nickname":"王小明""#), "\(profile)")
            let check = try Command.run(
                Repository.root + "/bin/wechatctl", ["database", "check", "--config", other + "/wechat.ini"])
            #expect(check.status == 0, "\(check.output)\(check.errors)")
        }
    }

    @Test("that is taken while programs write has all that was acknowledged before, and works on another path")
    func underLoad() throws {
        let used = try Used()
        let writers = Writers(used.site)
        writers.wait(for: 30)
        let before = writers.acknowledged
        let result = try used.site.wechatctl("backup", used.target)
        writers.stop()
        #expect(result.status == 0, "\(result.errors)")
        let restored = try used.restore()
        #expect(restored.status == 0, "\(restored.errors)")
        try used.expectWorking()
        let database = try Database(path: used.other + "/state/wechat.sqlite3")
        let kept = Set(
            try database.rows("SELECT openid FROM inbox") { (row) throws(DatabaseError) in try row.text(0) })
        #expect(before.count >= 30 && before.isSubset(of: kept), "\(before.subtracting(kept))")
        #expect(writers.acknowledged.count > before.count, "pushes came in meanwhile")
    }

    @Test("with one byte changed in any of its files is refused by that file's name, and nothing is written")
    func changed() throws {
        let used = try Used()
        #expect(try used.site.wechatctl("backup", used.target).status == 0)
        let files = try FileManager.default.subpathsOfDirectory(atPath: used.target).filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: used.target + "/" + $0, isDirectory: &isFolder)
                && !isFolder.boolValue
        }
        #expect(files.count >= 4, "\(files)")
        for file in files {
            let path = URL(fileURLWithPath: used.target + "/" + file)
            let whole = try Data(contentsOf: path)
            for place in [0, whole.count / 2, whole.count - 1] {
                var damaged = whole
                damaged[place] ^= 1
                try damaged.write(to: path)
                let result = try used.restore()
                #expect(result.status == 1 && result.errors.contains(file), "\(file) \(place): \(result.errors)")
                #expect(!used.isRestored)
            }
            for piece in [whole.dropLast(), whole + [0]] {
                try Data(piece).write(to: path)
                let result = try used.restore()
                #expect(result.status == 1 && result.errors.contains(file), "\(file): \(result.errors)")
            }
            try whole.write(to: path)
        }
        #expect(try used.restore().status == 0)
        try used.expectWorking()
    }

    @Test("that is sealed opens with its passphrase only, and not after a change anywhere")
    func sealed() throws {
        let used = try Used()
        let phrase = try used.site.recordFile("correct horse\n", name: "phrase")
        let wrong = try used.site.recordFile("correct house\n", name: "wrong")
        for file in [phrase, wrong] { chmod(file, 0o600) }
        let made = try used.site.wechatctl("backup", used.target, "--seal", "--passphrase-file", phrase)
        #expect(made.status == 0, "\(made.errors)")
        let path = URL(fileURLWithPath: used.target)
        let whole = try Data(contentsOf: path)
        #expect(whole.range(of: Data("SQLite format".utf8)) == nil && whole.range(of: Data("app_secret".utf8)) == nil)
        #expect(try used.restore("--passphrase-file", wrong).errors.contains("passphrase is wrong"))
        let chunk = 65_536 + 16
        var changes = [0, 8, 40, 65, 66, 200, whole.count / 2, whole.count - 1].map { (place: Int) in
            var damaged = whole
            damaged[place] ^= 1
            return damaged
        }
        changes += [Data(whole.dropLast()), Data(whole.prefix(65 + chunk)), whole + [0]]
        let first = 65..<65 + chunk
        let second = first.upperBound..<first.upperBound + chunk
        #expect(whole.count > second.upperBound)
        changes.append(whole.prefix(65) + whole[second] + whole[first] + whole[second.upperBound...])
        for (number, damaged) in changes.enumerated() {
            try damaged.write(to: path)
            let result = try used.restore("--passphrase-file", phrase)
            #expect(result.status == 1 && !used.isRestored, "\(number): \(result.output)\(result.errors)")
        }
        try whole.write(to: path)
        let result = try used.restore("--passphrase-file", phrase)
        #expect(result.status == 0, "\(result.errors)")
        try used.expectWorking()
    }

    @Test("leaves data that is there alone, unless it is told to move them aside")
    func existing() throws {
        let used = try Used()
        #expect(try used.site.wechatctl("backup", used.target).status == 0)
        #expect(try used.site.wechatctl("backup", used.target).errors.contains("already exists"))
        #expect(try used.restore().status == 0)
        let again = try used.restore()
        #expect(again.status == 1 && again.errors.contains("--replace"), "\(again.errors)")
        let replaced = try used.restore("--replace")
        #expect(replaced.status == 0 && replaced.output.contains("replaced-"), "\(replaced.errors)")
        try used.expectWorking()
    }

    @Test("has the authorities' file that lies beside the configuration, and none of the host's")
    func authorities() throws {
        let site = try Site(workers: 1)
        let certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
        try certificate.write(toFile: site.folder + "/ca.pem", atomically: true, encoding: .utf8)
        let before = try String(contentsOfFile: site.configuration, encoding: .utf8)
        for (named, isTaken) in [("ca.pem", true), (site.folder + "/ca.pem", false)] {
            try (before + "\n[upstream]\nca_file = \(named)\n").write(
                toFile: site.configuration, atomically: false, encoding: .utf8)
            let target = site.folder + (isTaken ? "/with" : "/without")
            let backup = try site.wechatctl("backup", target)
            #expect(backup.status == 0, "\(backup.errors)")
            let copy = try? String(contentsOfFile: target + "/configuration/secrets/1", encoding: .utf8)
            #expect(copy == (isTaken ? certificate : nil), "\(named)")
        }
    }

    @Test("that is killed at any moment leaves nothing that looks whole, and the next one comes to its end")
    func killed() throws {
        let used = try Used()
        let program = Repository.root + "/bin/wechatctl"
        for round in 0..<25 {
            let command = try Command.start(program, ["backup", used.target, "--config", used.site.configuration])
            usleep(UInt32(round) * 2_000)
            kill(command.pid, SIGKILL)
            _ = command.finish()
            guard FileManager.default.fileExists(atPath: used.target) else { continue }
            let restored = try used.restore("--replace")
            #expect(restored.status == 0, "\(restored.errors)")
            try FileManager.default.removeItem(atPath: used.target)
        }
        #expect(try used.site.wechatctl("backup", used.target).status == 0)
        for round in 0..<25 {
            let command = try Command.start(
                program,
                [
                    "restore", used.target, "--replace", "--config", used.other + "/wechat.ini", "--state-dir",
                    used.other + "/state",
                ])
            usleep(UInt32(round) * 2_000)
            kill(command.pid, SIGKILL)
            _ = command.finish()
            guard FileManager.default.fileExists(atPath: used.other + "/wechat.ini") else { continue }
            // Whole, or no database to anybody.
            let records = try used.ask("wx-api-measurements", "/wx/api/measurements")
            #expect(
                records.contains(#""record_id":3"#) || records.contains(#""code":3000"#),
                "round \(round): \(records)")
        }
        let restored = try used.restore("--replace")
        #expect(restored.status == 0, "\(restored.errors)")
        try used.expectWorking()
    }

    @Test("is missed when keys are lost: the check names them, and no backup is taken of what nobody could read")
    func lostKeys() throws {
        let used = try Used()
        #expect(try used.site.wechatctl("database", "check").status == 0)
        try FileManager.default.moveItem(
            atPath: used.site.folder + "/state/keys", toPath: used.site.folder + "/keys-elsewhere")
        for command in [["database", "check"], ["backup", used.target], ["keys", "rotate", "sealing"]] {
            let result = try Command.run(
                Repository.root + "/bin/wechatctl", command + ["--config", used.site.configuration])
            #expect(result.status == 1 && result.errors.contains("keys/sealing.json"), "\(command): \(result.errors)")
        }
        #expect(try used.site.wechatctl("keys", "accept").status == 0)
        #expect(try used.site.wechatctl("database", "check").status == 0)
    }

    @Test("and every other command say who owns the site, before anything is written", .enabled(if: geteuid() == 0))
    func otherUser() throws {
        let site = try Site(workers: 1)
        let state = site.folder + "/state"
        #expect(chown(state, 12_345, 12_345) == 0)
        defer { chown(state, 0, 0) }
        for command in [["refresh"], ["backup", site.folder + "/b"], ["database", "check"], ["sessions", "list"]] {
            let result = try Command.run(
                Repository.root + "/bin/wechatctl", command + ["--config", site.configuration])
            #expect(result.status != 0 && result.errors.contains("belongs to #12345"), "\(command): \(result.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: site.folder + "/b"))
    }
}

/// WeChat, pushing messages of ever new people to a site.
private final class Writers: Sendable {
    private let isOver = Atomic(false)
    private let openids = Mutex(Set<String>())
    private let done = DispatchGroup()

    init(_ site: Site) {
        for number in 0..<3 {
            done.enter()
            Thread.detachNewThread { [self, url = site.address + "/wx"] in
                var round = 0
                while !isOver.load(ordering: .relaxed) {
                    round += 1
                    let openid = "oWriter\(number)x\(round)"
                    let reply = try? Push.deliver(Push.text("hello", id: "\(number)00\(round)", from: openid), to: url)
                    if reply?.status == 200 { openids.withLock { _ = $0.insert(openid) } }
                }
                done.leave()
            }
        }
    }

    /// Whose messages were answered.
    var acknowledged: Set<String> { openids.withLock { $0 } }

    func wait(for count: Int) { while acknowledged.count < count { usleep(5_000) } }

    func stop() {
        isOver.store(true, ordering: .relaxed)
        done.wait()
    }
}
