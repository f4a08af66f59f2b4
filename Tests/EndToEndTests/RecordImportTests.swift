import Foundation
import Testing

@Suite("A large import of records", .serialized, .timeLimit(.minutes(5)))
struct RecordImportTests {
    static let count = 200_000

    private static var lines: String {
        (0..<count).map { Site.recordLine("openid-\($0 % 1000)", second: 10 + $0 % 50, c0: $0 % 10) }.joined()
    }

    private static func expectNothing(_ site: Site, _ files: [String]) throws {
        for table in ["records", "record_details", "users", "identities"] {
            #expect(try site.number("SELECT COUNT(*) FROM \(table)") == 0, "\(table)")
        }
        #expect(try site.stateFiles() == files)
        #expect(try site.wechatctl("database", "check").status == 0)
    }

    private static func expectWorking(_ site: Site, _ file: String) throws {
        let again = try site.wechatctl("records", "import", file)
        #expect(again.output == "imported \(count) records, 1000 new users\n", "\(again.errors)")
        #expect(try site.number("SELECT COUNT(*) FROM records") == Int64(count))
    }

    private static func startImport(_ site: Site, _ file: String) throws -> RunningCommand {
        try Command.start(
            "\(Repository.root)/bin/wechatctl", ["records", "import", file, "--config", site.configuration])
    }

    private static func waitUntil(_ what: String, _ isSo: () throws -> Bool) throws {
        let end = Date().addingTimeInterval(120)
        while try !isSo() {
            guard Date() < end else { throw SiteError(text: "never \(what)") }
            usleep(500)
        }
    }

    @Test("that is killed while it reads leaves nothing, and the next one works")
    func killedReading() throws {
        let site = try Site(workers: 1)
        let file = try site.recordFile(Self.lines)
        _ = try site.wechatctl("database", "check")
        let files = try site.stateFiles()
        let command = try Self.startImport(site, file)
        try Self.waitUntil("reading") { Self.bytesRead(command.pid) > 10 << 20 }
        #expect(try !site.isBeingWritten(), "it was to be killed while it reads")
        kill(command.pid, SIGKILL)
        #expect(command.finish().status == SIGKILL)
        try Self.expectNothing(site, files)
        try Self.expectWorking(site, file)
    }

    @Test("that is killed while it stores leaves nothing, and the next one works", arguments: [0.0, 0.3])
    func killedStoring(after seconds: Double) throws {
        let site = try Site(workers: 1)
        let file = try site.recordFile(Self.lines)
        _ = try site.wechatctl("database", "check")
        let files = try site.stateFiles()
        let command = try Self.startImport(site, file)
        try Self.waitUntil("storing") { try site.isBeingWritten() }
        Thread.sleep(forTimeInterval: seconds)
        #expect(try site.isBeingWritten(), "it was to be killed while it stores")
        kill(command.pid, SIGKILL)
        #expect(command.finish().status == SIGKILL)
        try Self.expectNothing(site, files)
        try Self.expectWorking(site, file)
    }

    @Test("with a fault in its last line names that line, leaves nothing, and the next one works")
    func lastLine() throws {
        let site = try Site(workers: 1)
        let file = try site.recordFile(Self.lines)
        let bad = try site.recordFile(Self.lines + Site.recordLine("x", c0: 11), name: "bad.jsonl")
        _ = try site.wechatctl("database", "check")
        let files = try site.stateFiles()
        let refused = try site.wechatctl("records", "import", bad)
        #expect(refused.status != 0 && refused.output.isEmpty)
        #expect(
            refused.errors.hasSuffix(
                "\(bad): nothing was imported\nline 200001: c0 must be a whole number from -10 to 10\n"),
            "\(refused.errors)")
        try Self.expectNothing(site, files)
        try Self.expectWorking(site, file)
        let twice = try site.wechatctl("records", "import", "--dry-run", file)
        #expect(twice.status == 0 && twice.output == "\(Self.count) records checked, none stored\n")
    }

    @Test("goes through a pipe, back out and into an empty site as it was", arguments: ["json", "csv"])
    func pipe(format: String) throws {
        let (first, second) = (try Site(workers: 1), try Site(workers: 1))
        let control = "\(Repository.root)/bin/wechatctl"
        func shell(_ command: String) throws -> Command { try Command.run("/bin/sh", ["-c", "set -e; \(command)"]) }
        let sample = "\(control) records sample --people 20 --per-person 50 --format \(format)"
        let made = try shell(
            "\(sample) | \(control) records import - --format \(format) --config \(first.configuration)")
        #expect(made.output == "imported 1000 records, 20 new users\n", "\(made.errors)")
        let moved = try shell(
            "\(control) records export --format \(format) --config \(first.configuration)"
                + " | \(control) records import - --format \(format) --config \(second.configuration)")
        #expect(moved.output == "imported 1000 records, 20 new users\n", "\(moved.errors)")
        let files = try [first, second].map { try $0.wechatctl("records", "export").output }
        #expect(files[0] == files[1] && files[0].utf8.count { $0 == 0x0A } == 1000)
    }

    @Test("that cannot be written out whole fails")
    func fullDisk() throws {
        let control = "\(Repository.root)/bin/wechatctl"
        let made = try Command.run("/bin/sh", ["-c", "\(control) records sample --people 2 > /dev/full"])
        #expect(made.status != 0 && made.errors.contains("No space left on device"), "\(made.errors)")
    }

    private static func bytesRead(_ pid: pid_t) -> Int {
        let text = (try? String(contentsOfFile: "/proc/\(pid)/io", encoding: .utf8)) ?? ""
        return Int(text.split(separator: "\n").first?.dropFirst("rchar: ".count) ?? "") ?? 0
    }
}
