import Foundation
import HTTP
import JSON
import SQL
import SQLite
import Testing

@testable import wechat_simulator

/// These could pass vacuously if the processes came one after another, each long after the last had finished. So all
/// wait for the same moment, and for a second from then on nothing can be written: whoever reads before it has the
/// right to write has read too early.
@Suite("Several processes are one WeChat")
struct ProcessesTests {
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    @Test("Eight processes that ask at once for the first stable token give the same", .timeLimit(.minutes(2)))
    func stableToken() async throws {
        let answers = try await race(weChat.directory, isForced: false)
        #expect(answers.count == 32)
        #expect(Set(answers).count == 1)
        #expect(try weChat.check(JSONValue(parsing: Array(try #require(answers.first).utf8))) == 0)
        #expect(try weChat.state()["quota"]?["stable_token"]?["used"] == 32)
        let calls = try weChat.get("/_simulator/calls", "path=/cgi-bin/stable_token")
        #expect(calls["count"] == 32)
        #expect(Set(calls["calls"]?.elements?.compactMap { $0["pid"]?.integer } ?? []).count == 8)
    }

    @Test("Eight processes that force at once make one new token", .timeLimit(.minutes(2)))
    func force() async throws {
        let old = try weChat.stableToken()
        let answers = try await race(weChat.directory, isForced: true)
        #expect(Set(answers).count == 1)
        #expect(try weChat.check(old) == 40001)
        #expect(try weChat.state()["quota"]?["force_refresh"]?["used"] == 1)
        #expect(try weChat.state()["quota"]?["stable_token"]?["used"] == 33)
    }
}

/// A thread and not a task, which came too late when it was tried: it has its turn after other tests.
private func holdWriteLock(_ directory: String, from start: Double, until end: Double) {
    Thread.detachNewThread {
        do {
            let database = try Database(path: directory + "/simulator.sqlite3")
            Thread.sleep(until: Date(timeIntervalSince1970: start))
            try database.execute("BEGIN IMMEDIATE")
            Thread.sleep(until: Date(timeIntervalSince1970: end))
            try database.execute("COMMIT")
        } catch {
            Issue.record(error, "the write lock could not be held")
        }
    }
}

/// Eight processes call four times each, all at once.
///
/// - Returns: what they were answered.
private func race(_ directory: String, isForced: Bool) async throws -> [String] {
    let start = Date().timeIntervalSince1970 + 2
    holdWriteLock(directory, from: start - 0.5, until: start + 1)
    await withTaskGroup(of: Void.self) { group in
        for number in 0..<8 {
            group.addTask {
                await #expect(processExitsWith: .success) {
                    [
                        directory = directory as String, isForced = isForced as Bool, start = start as Double,
                        number = number as Int
                    ] in
                    let simulator = try Simulator(file: directory + "/simulator.sqlite3") { TestWeChat.start }
                    let body = TestWeChat.stableBody(force: isForced).text
                    let request = Request.test("POST", "/cgi-bin/stable_token", body: body)
                    try await Task.sleep(for: .seconds(max(0, start - Date().timeIntervalSince1970)))
                    let answers = (0..<4).map { _ in simulator.answer(request).response.body }
                    try Data(answers.joined(separator: [0x0A])).write(to: URL(filePath: "\(directory)/\(number).txt"))
                }
            }
        }
    }
    return try (0..<8).flatMap { number in
        try String(contentsOfFile: "\(directory)/\(number).txt", encoding: .utf8).split(separator: "\n").map(
            String.init)
    }
}
