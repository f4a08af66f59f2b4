import Foundation
import JSON
import Platform
import SQL
import SQLite
import Testing

@testable import Analysis
@testable import Measurements
@testable import WeChat

/// A file that plays a clinic's own engine.
struct EngineScript: CustomTestStringConvertible, Sendable {
    let what: String
    let text: String
    /// Whether it is late and not wrong.
    var isLate = false

    var testDescription: String { what }

    static let answer = #"{"tags":[{"key":"k","label":"l","content":"c"}]}"#

    static let failing = [
        EngineScript(what: "hangs", text: "sleep 60", isLate: true),
        EngineScript(what: "hangs with its output closed", text: "exec >&- <&-; sleep 60", isLate: true),
        EngineScript(what: "answers and hangs", text: "echo '\(answer)'; sleep 60", isLate: true),
        EngineScript(what: "trickles", text: "while :; do printf ' '; sleep 0.05; done", isLate: true),
        EngineScript(what: "ignores SIGTERM", text: "trap '' TERM; while :; do sleep 1; done", isLate: true),
        EngineScript(what: "floods", text: "yes"),
        EngineScript(what: "floods with an answer before it", text: "echo '\(answer)'; exec yes"),
        EngineScript(what: "fails", text: "exit 3"),
        EngineScript(what: "answers and fails", text: "echo '\(answer)'; exit 1"),
        EngineScript(what: "dies", text: "kill -9 $$"),
        EngineScript(what: "says nothing", text: "exit 0"),
        EngineScript(what: "says nonsense", text: "echo hello"),
        EngineScript(what: "says half an answer", text: "printf '{\"tags\":['"),
        EngineScript(what: "says two answers", text: "echo '\(answer)'; echo '\(answer)'"),
        EngineScript(what: "says an array", text: "echo '[]'"),
        EngineScript(what: "says bytes that are no UTF-8", text: "printf '{\"tags\":[{\"key\":\"\\377\"}]}'"),
        EngineScript(what: "says a list that is none", text: #"echo '{"tags":"x"}'"#),
        EngineScript(what: "says an entry that is none", text: #"echo '{"tags":[{"key":1}]}'"#),
        EngineScript(what: "says something twice", text: #"echo '{"tags":[],"tags":[]}'"#),
    ]
}

@Suite("A report whose engine is a program", .timeLimit(.minutes(5)))
struct ReportFailureTests {
    private static func site(_ script: String, timeout: Double = 0.5) throws -> (site: SiteSetting, script: String) {
        let directory = "/tmp/wfe-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
        let path = directory + "/engine"
        try write(script, to: path)
        let site = try SiteSetting("[measurements]\nanalysis_command = /bin/sh \(path)\nanalysis_timeout = \(timeout)")
        try site.add(recordLine(["remark": "mine"]))
        return (site, path)
    }

    private static func write(_ script: String, to path: String) throws {
        try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
    }

    private static func remove(_ script: String) {
        try? FileManager.default.removeItem(atPath: FileSystem.directory(of: script))
    }

    private static func report(_ site: SiteSetting) throws -> JSONValue {
        try Reports(Records(site.installation), site.installation).report(on: "1", of: site.userID())
    }

    @Test("that fails is an error in time, of the right kind, and changes nothing", arguments: EngineScript.failing)
    func failing(engine: EngineScript) throws {
        let (site, script) = try Self.site("cat > /dev/null; \(engine.text)")
        defer { Self.remove(script) }
        let (rows, version) = (try site.exported(), try site.dataVersion())
        let start = Deadline.monotonic()
        do {
            _ = try Self.report(site)
            Issue.record("there is a report")
        } catch let error as WeChatError {
            switch error {
            case .timedOut: #expect(engine.isLate, "\(error)")
            case .fault: #expect(!engine.isLate, "\(error)")
            default: Issue.record("\(error)")
            }
        }
        #expect(Deadline.monotonic() - start < 0.5 + 2)
        #expect(try site.dataVersion() == version && site.exported() == rows)
        #expect(try site.value("SELECT tags || COALESCE(report_id, '-') FROM records") == "-")
    }

    @Test("that fails after a good one keeps what the good one found")
    func failingLater() throws {
        let (site, script) = try Self.site("cat > /dev/null; echo '\(EngineScript.answer)'")
        defer { Self.remove(script) }
        let first = try Self.report(site)
        #expect(first["content"]?["tags"] == [["key": "k", "label": "l", "content": "c"]])
        let row = try site.value("SELECT tags || report_id FROM records")
        try Self.write("exit 1", to: script)
        #expect(message { _ = try Self.report(site) }.contains("analysis command"))
        #expect(try site.value("SELECT tags || report_id FROM records") == row)
        try Self.write("cat > /dev/null; echo '{}'", to: script)
        #expect(try Self.report(site)["report_id"] == first["report_id"], "the id stays when the tags change")
        #expect(try site.value("SELECT tags FROM records") == "[]")
    }

    @Test("is told no more than the contract's fields, and who it is of not at all")
    func input() throws {
        let (site, script) = try Self.site("cat > $(dirname $0)/input; echo '{}'", timeout: 5)
        defer { Self.remove(script) }
        try site.execute("UPDATE users SET nickname = 'secret-name', phone = '13580006666'")
        _ = try Self.report(site)
        let bytes = try #require(FileManager.default.contents(atPath: FileSystem.directory(of: script) + "/input"))
        let input = try JSONValue(parsing: Array(bytes))
        #expect(input["record_id"] == 1 && input["c0"] == 0 && input["gender"] == .null)
        for secret in ["secret-name", "13580006666", "openid", "mine"] { #expect(!input.text.contains(secret)) }
    }

    @Test("may say again what it has not to decide: that is left out, and nothing occurs twice")
    func echoed() throws {
        let text =
            #"{"show_full_report":true,"has_paid":true,"remark":"x","report_id":"x","user_profile":{},"more":[]}"#
        let (site, script) = try Self.site("cat > /dev/null; echo '\(text)'", timeout: 5)
        defer { Self.remove(script) }
        let report = try Self.report(site)
        guard case .object(let members)? = report["content"] else {
            Issue.record("no content")
            return
        }
        #expect(Set(members.map(\.name)).count == members.count)
        #expect(report["content"]?["show_full_report"] == false && report["content"]?["remark"] == "mine")
        #expect(report["content"]?["more"] == [])
    }
}
