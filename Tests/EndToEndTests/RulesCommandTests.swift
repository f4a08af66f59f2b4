import Foundation
import JSON
import Testing

@Suite("wechatctl rules", .timeLimit(.minutes(2)))
struct RulesCommandTests {
    private static let shipped = Repository.root + "/share/analysis/rules.json"

    /// A folder that is removed with the test.
    private final class Folder {
        let path = "/tmp/wr-\(UUID().uuidString.prefix(8))"
        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false) }
        deinit { try? FileManager.default.removeItem(atPath: path) }

        func add(_ name: String, _ text: String) throws -> String {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
            return path + "/" + name
        }
    }

    private func wechatctl(_ arguments: String...) throws -> Command {
        try Command.run("\(Repository.root)/bin/wechatctl", arguments, environment: ["HOME": "/nonexistent"])
    }

    private func record(_ c1: Int, _ more: String = "") -> String {
        #"{"c0":0,"c1":\#(c1),"c2":0,"c3":0,"c4":0,"c5":0,"c6":0,"c7":0,"finger":2,"#
            + #""created_at":"2024-07-04T01:00:00Z"\#(more)}"#
    }

    @Test("check says what a good file holds, and nothing when it is told to be quiet")
    func good() throws {
        let check = try wechatctl("rules", "check", Self.shipped)
        #expect(check.status == 0 && check.errors.isEmpty)
        #expect(check.output.hasPrefix("\(Self.shipped): good: ") && check.output.contains(" rules, "))
        let quiet = try wechatctl("rules", "check", Self.shipped, "--quiet")
        #expect(quiet.status == 0 && quiet.output.isEmpty && quiet.errors.isEmpty)
    }

    @Test("check names every fault of a bad file, and fails")
    func bad() throws {
        let folder = try Folder()
        let text = try String(contentsOfFile: Self.shipped, encoding: .utf8)
            .replacingOccurrences(of: #""name": "liver.strong","#, with: #""name": "liver.strong", "colour": 1,"#)
            .replacingOccurrences(of: #""when": {"value": "c2", ">=": 7}"#, with: #""when": {"value": "c2", ">=": 70}"#)
        let file = try folder.add("rules.json", text)
        let check = try wechatctl("rules", "check", file)
        #expect(check.status == 1 && check.output.isEmpty)
        let lines = check.errors.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.hasSuffix(#" "liver.strong": unknown field "colour""#) == true)
        #expect(lines.last?.hasSuffix(#" "kidney.very_strong" when: can never be true: the value is -10…10"#) == true)
        #expect(lines.allSatisfy { $0.hasPrefix("\(file): rules[") })
        #expect(try wechatctl("rules", "check", folder.path + "/none.json").status == 1)
    }

    @Test("run shows which rules fired for a record and what each gave, others for other values")
    func run() throws {
        let folder = try Folder()
        let strong = try wechatctl("rules", "run", "--record", folder.add("a.json", record(5)))
        let weak = try wechatctl("rules", "run", "--record", folder.add("b.json", record(-5)))
        #expect(strong.status == 0 && weak.status == 0 && strong.output != weak.output)
        #expect(strong.output.contains("liver.strong") && !strong.output.contains("liver.weak"))
        #expect(weak.output.contains("liver.weak") && !weak.output.contains("liver.strong"))
        #expect(strong.output.contains("肝经强度 5") && !strong.output.contains("did not fire"))
        #expect(strong.output.split(separator: "\n")[1].hasPrefix("disclaimer "))
        let all = try wechatctl("rules", "run", "--all", "--record", folder.path + "/a.json", "--rules", Self.shipped)
        #expect(all.output.contains("c1 <= -7, but c1 is 5") && all.output.contains("is female: not known"))
    }

    @Test("run prints the report and the trace as JSON, each entry with its rule")
    func json() throws {
        let folder = try Folder()
        let file = try folder.add("a.json", record(5, #", "gender": "female", "birthday": "1990-01-31""#))
        let report = try JSONValue(parsing: Array(wechatctl("rules", "run", "--json", "--record", file).output.utf8))
        let rules = try #require(report["rules"]?.elements)
        var given: Set<[String]> = []
        for gift in rules.flatMap({ $0["gives"]?.elements ?? [] }) {
            given.insert(["place", "key", "content"].compactMap { gift[$0]?.string })
        }
        let lists = try #require(report["content"]).entries
        #expect(lists.count > 15)
        for (list, entry) in lists where entry["key"] != "disclaimer" {
            #expect(
                given.contains([list, entry["key"]?.string ?? "", entry["content"]?.string ?? ""]), "\(entry.text)")
        }
        #expect(lists.first?.1["key"] == "disclaimer" && lists.contains { $0.0 == "tips_for_woman" })
    }

    @Test("run names what is wrong with a record, and fails")
    func badRecord() throws {
        let folder = try Folder()
        let command = try wechatctl("rules", "run", "--record", folder.add("a.json", #"{"c0": 11, "finger": 2}"#))
        #expect(command.status == 1 && command.errors.contains("c0 must be a whole number from -10 to 10"))
        #expect(command.errors.contains("c7 is missing"))
        #expect(try wechatctl("rules", "run", "--record", folder.add("b.json", "nonsense")).status == 1)
        #expect(try wechatctl("rules", "run", "--record", folder.path + "/none").status == 1)
        #expect(try wechatctl("rules", "run").status == 64)
    }

    @Test("config check reads the rules as well")
    func configuration() throws {
        let folder = try Folder()
        let settings =
            "public_url = https://www.example.com\nstate_dir = state\n[measurements]\nanalysis_rules = rules.json\n"
        let file = try folder.add("wechat.ini", settings)
        _ = try folder.add("rules.json", #"{"version": 1, "rules": []}"#)
        let check = try wechatctl("config", "check", "--config", file)
        #expect(check.status == 1 && check.errors.contains(#"rules.json: "disclaimer" is missing"#))
        _ = try folder.add("wechat.ini", "public_url = https://www.example.com\nstate_dir = state\n")
        let good = try wechatctl("config", "check", "--config", file)
        #expect(good.status == 0 && good.output.contains("analyzes with \(Self.shipped): "))
    }
}

extension JSONValue {
    /// The entries of all lists of a report's content, with the list's name.
    fileprivate var entries: [(String, JSONValue)] {
        guard case .object(let members) = self else { return [] }
        return members.flatMap { member in
            (member.value.elements ?? []).filter { $0["content"] != nil }.map { (member.name, $0) }
        }
    }
}
