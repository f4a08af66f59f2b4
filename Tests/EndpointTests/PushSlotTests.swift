import Foundation
import JSON
import Platform
import Synchronization
import Testing

@testable import Messages
@testable import Site
@testable import WeChat

/// How many runs of the handler there are at a time, and whose.
@Suite("The handler's processes", .timeLimit(.minutes(10)))
struct PushSlotTests {
    /// Notes each message in a line of its own, and keeps those that say "wait" until it is told to be quick.
    static let waiting = """
        input=$(cat); echo "$input" >> FOLDER/inputs
        case $input in *'"wait"'*) until test -f FOLDER/quick; do sleep 0.05; done ;; esac
        echo '{"type":"text","content":"handled"}'
        """

    /// Deliveries, each in a thread of its own.
    private final class Deliveries: Sendable {
        private let answers = Mutex<[String]>([])
        private let group = DispatchGroup()

        func start(_ body: String, _ site: PushSite) {
            let path = site.setting.path
            group.enter()
            Thread.detachNewThread {
                let answer = (try? PushSite.deliver(body, toSiteAt: path)) ?? "failed"
                self.answers.withLock { $0.append(answer) }
                self.group.leave()
            }
        }

        var finished: [String] { answers.withLock { $0 } }

        func finish() -> [String] {
            group.wait()
            return finished
        }
    }

    private func inputs(_ site: PushSite) throws -> [JSONValue] {
        try site.written("inputs").split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
    }

    private func handles(_ site: PushSite, of openid: String) throws -> Bool {
        try inputs(site).contains { $0["message"]?["FromUserName"]?.string == openid }
    }

    private func wait(_ condition: () throws -> Bool) throws {
        while try !condition() { usleep(10_000) }
    }

    private func becomeQuick(_ site: PushSite) throws {
        try "".write(toFile: site.setting.path + "/quick", atomically: true, encoding: .utf8)
    }

    @Test("are not one follower's: of twenty texts one is handled at once, and the messages of others as they come")
    func fair() throws {
        let site = try PushSite("handler_timeout = 4\n", handler: Self.waiting)
        let flood = Deliveries()
        for number in 1...20 { flood.start(PushSite.text("wait", id: "\(number)", from: "flood"), site) }
        try wait { try handles(site, of: "flood") && flood.finished.count >= 19 }
        for number in 21...23 {
            let start = ContinuousClock.now
            #expect(try site.text(PushSite.text("b", id: "\(number)", from: "other")).contains("handled"))
            #expect(ContinuousClock.now - start < .seconds(4))
        }
        try becomeQuick(site)
        let answers = flood.finish()
        #expect(
            answers.count(where: { $0 == "success" }) == 19 && answers.count(where: { $0.contains("handled") }) == 1)
        let job = try InboxJob(site.setting.installation())
        var worked: [Int64] = []
        while let (id, _) = try job.workOnNext() { worked.append(id) }
        let inOrder = try site.inbox().sorted { ($0.receivedAt, $0.id) < ($1.receivedAt, $1.id) }.map(\.id)
        #expect(worked.count == 19 && worked == inOrder.filter(worked.contains), "\(worked)")
        let numbers = try inputs(site).compactMap { $0["message"]?["MsgId"]?.integer }
        #expect(numbers.sorted() == Array(1...23))
        #expect(try inputs(site).allSatisfy { $0["attempt"] == 1 })
        #expect(try site.inbox().allSatisfy { $0.state == .done && $0.attempts == 1 && $0.fault == nil })
    }

    @Test("are as many as the setting says; who comes later gets success at once, again when it is delivered again")
    func limit() throws {
        let site = try PushSite("handler_processes = 2\nhandler_timeout = 4\n", handler: Self.waiting)
        let first = Deliveries()
        for person in ["o1", "o2"] {
            first.start(PushSite.text("wait", id: person, from: person), site)
            try wait { try handles(site, of: person) }
        }
        for _ in 0..<3 { #expect(try site.text(PushSite.text("a", id: "o3", from: "o3")) == "success") }
        #expect(first.finished.isEmpty, "they were waited for")
        let message = try #require(site.inbox().first)
        #expect(message.openid == "o3" && message.state == .waiting && message.attempts == 0 && message.fault == nil)
        #expect(try message.isDue(now: site.setting.installation().now()))
        try becomeQuick(site)
        #expect(first.finish().allSatisfy { $0.contains("handled") })
        #expect(try site.text(PushSite.text("a", id: "o3", from: "o3")) == "success")
        #expect(try !handles(site, of: "o3"))
    }

    @Test("are waited for by the job, which the messages that go on coming do not pass over")
    func job() throws {
        let site = try PushSite(
            "handler_processes = 1\nhandler_timeout = 1\n", handler: "cat >> FOLDER/inputs; sleep 0.8")
        let (isOver, path) = (Flag(), site.setting.path)
        for person in 1...4 {
            Thread.detachNewThread {
                var number = 0
                while !isOver.value.withLock({ $0 }) {
                    number += 1
                    let text = PushSite.text("a", id: "\(person)-\(number)", from: "o\(person)")
                    _ = try? PushSite.deliver(text, toSiteAt: path)
                    usleep(1000)
                }
            }
        }
        defer { isOver.value.withLock { $0 = true } }
        let job = try InboxJob(site.setting.installation())
        try wait { try job.countDue() >= 3 }
        for _ in 0..<2 {
            let start = ContinuousClock.now
            #expect(try job.workOnNext()?.result == .done(reply: ""))
            #expect(ContinuousClock.now - start < .seconds(3))
        }
    }

    @Test(
        "go to who waits before those who only try: the follower's turn, and the last process",
        arguments: [("o1", "o1"), ("o3", "o2")])
    func turn(holding: String, trying: String) throws {
        let site = try PushSite("handler_processes = 1\n", handler: "true")
        let slots = try HandlerSlots(site.setting.installation())
        let (isWaiting, isOver) = (Flag(), Flag())
        guard let held = try slots.attempt(holding) else { throw NoSlot() }
        let waiter = Thread {
            isWaiting.value.withLock { $0 = true }
            guard let slot = try? slots.wait(for: "o1", until: Deadline(after: 60)) else { return }
            usleep(100_000)
            withExtendedLifetime(slot) { isOver.value.withLock { $0 = true } }
        }
        waiter.start()
        while !isWaiting.value.withLock({ $0 }) { usleep(1000) }
        usleep(300_000)
        _ = consume held
        var passedOver = 0
        while !isOver.value.withLock({ $0 }), !waiter.isFinished {
            if let slot = try slots.attempt(trying) {
                if !isOver.value.withLock({ $0 }) { passedOver += 1 }
                _ = consume slot
            }
        }
        #expect(passedOver == 0)
        while !waiter.isFinished { usleep(1000) }
        #expect(isOver.value.withLock { $0 })
    }

    private struct NoSlot: Error {}
    private final class Flag: Sendable {
        let value = Mutex(false)
    }
}
