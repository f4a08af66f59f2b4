import Foundation
import JSON
import Platform
import Testing

@testable import Analysis
@testable import Site
@testable import WeChat

@Suite("An external engine", .timeLimit(.minutes(2)))
struct AnalysisExternalEngineTests {
    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    /// A shell script as the operator's engine. The shell reads it: executing a file that was just written fails while
    /// another test's new process still holds it open for writing.
    private func engine(_ script: String, timeout: Double = 10) throws -> ExternalEngine {
        let path = folder.path + "/engine"
        try Data("\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
        return ExternalEngine(["/bin/sh", path, "two words", "$HOME"], timeout: timeout)
    }

    private func answer(_ json: String, timeout: Double = 10) throws -> ExternalEngine {
        try Data(json.utf8).write(to: URL(fileURLWithPath: folder.path + "/answer"))
        return try engine("cat >/dev/null; cat '\(folder.path)/answer'", timeout: timeout)
    }

    private func error(_ engine: ExternalEngine) -> WeChatError? {
        do throws(WeChatError) { _ = try engine.analyze(.measured()) } catch { return error }
        return nil
    }

    @Test("is given the subject as JSON, its arguments as they stand, and no shell")
    func input() throws {
        let engine = try engine(
            "cat > '\(folder.path)/in'; printf '%s|' \"$@\" > '\(folder.path)/arguments'; echo '{}'")
        let subject = AnalysisSubject.measured([1, 2, 3, 4, 5, 6, 7, -8], finger: 6).with {
            ($0.gender, $0.heartRate, $0.age) = (.female, 70, 30)
            $0.answers = [.init(questionKey: "sleep", values: ["\"late\n"])]
        }
        _ = try engine.analyze(subject)
        let input = try JSONValue(parsing: FileSystem.read(folder.path + "/in"))
        #expect(input == subject.json && input["gender"] == 1 && input["c7"] == -8)
        #expect(input["created_at"] == "2018-07-04T08:01:27Z" && input["height"] == .null)
        #expect(try String(contentsOfFile: folder.path + "/arguments", encoding: .utf8) == "two words|$HOME|")
    }

    @Test("may answer with some of the parts, further lists and its own disclaimer, or nothing but an object")
    func output() throws {
        let analysis = try answer(
            """
            {"tags": [{"key": "k", "label": "标签", "content": "内容"}],
            "sports": [{"key": "s", "label": "", "content": "走", "more": 1}],
            "tips_for_woman": null, "physical_therapy_explain": {"f0": -2, "f3": 4.0, "m2": 7, "f107": 9},
            "channels_and_collaterals_strength": [{"key": "strong", "labels": [{"label": "肝", "cc": 1}]}],
            "display_options": {"display_sports": true}, "user_profile": {"nickname": "ignored"},
            "disclaimer": {"key": "own", "label": "声明", "content": "不是医嘱"}}
            """
        ).analyze(.measured())
        #expect(analysis.lists.map(\.name) == Analysis.listNames + ["sports"])
        #expect(analysis.findings("tags") == [Finding(key: "k", label: "标签", content: "内容")])
        #expect(analysis.findings("sports").map(\.content) == ["走"])
        #expect(analysis.findings("lead").map(\.key) == ["own"] && analysis.disclaimer.content == "不是医嘱")
        #expect(analysis.physicalTherapy.f == [-2, 0, 0, 4] && analysis.physicalTherapy.m == [nil, nil, 7, nil])
        #expect(analysis.physicalTherapy.f100[7] == 9)
        #expect(
            analysis.strengths.map(\.key) == ["strong"] && analysis.displayOptions.map(\.name) == ["display_sports"])
        let empty = try answer("{\"content\": {\"lead\": [{\"key\":\"a\",\"label\":\"b\",\"content\":\"c\"}]}}")
            .analyze(.measured())
        #expect(empty.findings("lead").map(\.key) == ["disclaimer", "a"])
        #expect(empty.disclaimer.content.contains("不是医学诊断"))
        #expect(try answer("{}").analyze(.measured()).findings("lead").count == 1)
    }

    @Test(
        "that answers nonsense is a fault, which names the place and quotes nothing",
        arguments: [
            ("", "wrote no JSON (line 1)"), ("secret", "wrote no JSON (line 1)"), ("[]", "wrote no JSON object"),
            (#"{"tags":[],"tags":[]}"#, "wrote no JSON (line 1)"), (#"{"tags": "secret"}"#, "tags is not an array"),
            (#"{"tags": [{"key": "secret"}]}"#, "tags[0] must hold the texts key, label and content"),
            (
                #"{"tags": [{"key": "a", "label": "b", "content": 5}]}"#,
                "tags[0] must hold the texts key, label and content"
            ),
            (#"{"further": {"secret": 1}}"#, "further is not an array"),
            (#"{"Secret list": []}"#, "has a list without a name"),
            (#"{"disclaimer": "secret"}"#, "disclaimer must hold the texts key, label and content"),
            (#"{"physical_therapy_explain": []}"#, "physical_therapy_explain is not an object"),
            (#"{"physical_therapy_explain": {"f0": "secret"}}"#, "physical_therapy_explain.f0 is not a whole number"),
            (#"{"physical_therapy_explain": {"f0": 1.5}}"#, "physical_therapy_explain.f0 is not a whole number"),
            (#"{"physical_therapy_explain": {"m0": 1e300}}"#, "physical_therapy_explain.m0 is not a whole number"),
            (#"{"channels_and_collaterals_strength": {}}"#, "channels_and_collaterals_strength is not an array"),
            (
                #"{"channels_and_collaterals_strength": [1]}"#,
                "channels_and_collaterals_strength must hold {key, labels}"
            ),
            (
                #"{"channels_and_collaterals_strength": [{"key": "a", "labels": [{"label": "x", "cc": 8}]}]}"#,
                "channels_and_collaterals_strength: labels must hold {label, cc}, cc from 0 to 7"
            ),
            (#"{"display_options": {"display_a": "secret"}}"#, "display_options must hold display_…: true or false"),
            (#"{"display_options": {"secret": true}}"#, "display_options must hold display_…: true or false"),
        ])
    func nonsense(output: String, fault: String) throws {
        guard case .fault(let text)? = error(try answer(output)) else { Issue.record("no fault"); return }
        #expect(text == "analysis command: " + fault)
    }

    @Test("that hangs is late in time, and is killed with what it started")
    func hangs() throws {
        let engine = try engine("sleep 300 & echo $! > '\(folder.path)/child'; wait", timeout: 0.5)
        let start = Deadline.monotonic()
        guard case .timedOut? = error(engine) else { Issue.record("not late"); return }
        #expect(Deadline.monotonic() - start < 5)
        let child = try String(contentsOfFile: folder.path + "/child", encoding: .utf8).trimmingCharacters(
            in: .newlines)
        let end = Deadline(after: 10)
        while isRunning(child), !end.hasPassed { Deadline.sleep(0.02) }
        #expect(!isRunning(child))
    }

    @Test(
        "that floods, dies, fails or does not exist is a fault, in time",
        arguments: ["cat /dev/zero", "kill -9 $$", "echo '{}'; exit 3", "exec /nonexistent/engine"])
    func fails(script: String) throws {
        let start = Deadline.monotonic()
        guard case .fault(let text)? = error(try engine(script)) else { Issue.record("no fault"); return }
        #expect(text.hasPrefix("analysis command: ") && Deadline.monotonic() - start < 8)
        guard case .fault? = error(ExternalEngine(["/nonexistent/engine"], timeout: 5)) else {
            Issue.record("ran what is not there"); return
        }
    }

    @Test("is the one in use when the configuration names a command")
    func configured() throws {
        let file = try ConfigurationFile(
            "public_url = https://www.example.com\nstate_dir = state\n"
                + "[measurements]\nanalysis_command = /opt/engine --fast\n"
        )
        #expect(try Installation(file.read()).analysisEngine() is ExternalEngine)
    }

    /// Whether a process is there and no zombie.
    private func isRunning(_ pid: String) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
        return !status.contains(") Z ")
    }
}
