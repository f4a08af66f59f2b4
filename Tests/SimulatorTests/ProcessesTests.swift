import Foundation
import HTTP
import JSON
import Testing

@testable import wechat_simulator

@Suite("Several processes are one WeChat")
struct ProcessesTests {
    /// Could pass vacuously if the processes came one after another, each long after the last had finished. So all wait for
    /// the same moment, and each calls a few times.
    @Test("Eight processes that ask at once for the first stable token give the same", .timeLimit(.minutes(1)))
    func stableToken() async throws {
        let weChat = try TestWeChat()
        let start = Date().timeIntervalSince1970 + 1.5
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    await #expect(processExitsWith: .success) {
                        [directory = weChat.directory as String, start = start as Double, number = number as Int] in
                        let simulator = try Simulator(file: directory + "/simulator.sqlite3") { TestWeChat.start }
                        try await Task.sleep(for: .seconds(max(0, start - Date().timeIntervalSince1970)))
                        let request = Request.test(
                            "POST", "/cgi-bin/stable_token", body: TestWeChat.stableBody().text)
                        let answers = (0..<4).map { _ in simulator.answer(request).response.body }
                        try Data(answers.joined(separator: [0x0A])).write(
                            to: URL(filePath: "\(directory)/\(number).txt"))
                    }
                }
            }
        }
        let answers = try (0..<8).flatMap { number in
            try String(contentsOfFile: "\(weChat.directory)/\(number).txt", encoding: .utf8).split(separator: "\n")
        }
        #expect(answers.count == 32)
        #expect(Set(answers).count == 1)
        let token = try JSONValue(parsing: Array(try #require(answers.first).utf8))
        #expect(try weChat.check(token) == 0)
        let calls = try weChat.get("/_simulator/calls", "path=/cgi-bin/stable_token")
        #expect(calls["count"] == 32)
        #expect(Set(calls["calls"]?.elements?.compactMap { $0["pid"]?.integer } ?? []).count == 8)
    }

    @Test("Eight processes that force at once make one new token", .timeLimit(.minutes(1)))
    func force() async throws {
        let weChat = try TestWeChat()
        let start = Date().timeIntervalSince1970 + 1.5
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    await #expect(processExitsWith: .success) {
                        [directory = weChat.directory as String, start = start as Double] in
                        let simulator = try Simulator(file: directory + "/simulator.sqlite3") { TestWeChat.start }
                        try await Task.sleep(for: .seconds(max(0, start - Date().timeIntervalSince1970)))
                        let body = TestWeChat.stableBody(force: true).text
                        _ = simulator.answer(.test("POST", "/cgi-bin/stable_token", body: body))
                    }
                }
            }
        }
        #expect(try weChat.get("/_simulator/calls")["count"] == 8)
        #expect(try weChat.state()["quota"]?["force_refresh"]?["used"] == 1)
        #expect(try weChat.state()["quota"]?["stable_token"]?["used"] == 8)
    }
}
