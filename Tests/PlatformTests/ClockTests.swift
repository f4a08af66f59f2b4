import Foundation
import Testing

@testable import Platform

@Suite("Time")
struct ClockTests {
    @Test("of the wall is Unix time")
    func wall() {
        let before = Int64(Date().timeIntervalSince1970)
        let now = Clock.system.now()
        #expect((before...before + 5).contains(now))
    }

    @Test("since the machine was started is the kernel's uptime")
    func uptime() throws {
        let line = try #require(FileSystem.firstLine(of: "/proc/uptime"))
        let before = try #require(line.split(separator: ".").first.flatMap { Int64($0) })
        #expect((before...before + 5).contains(Clock.system.uptime()))
    }

    @Test("belongs to one run of the machine")
    func bootID() {
        #expect(UUID(uuidString: Clock.system.bootID) != nil)
        #expect(content("/proc/sys/kernel/random/boot_id") == Clock.system.bootID + "\n")
    }

    @Test("runs only forward for durations")
    func monotonic() {
        let times = (0..<1000).map { _ in Deadline.monotonic() }
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(Set(times).count > 1)
    }

    @Test("is slept through", arguments: [0.0, 0.05, 1.05])
    func sleep(seconds: Double) {
        let start = Deadline.monotonic()
        Deadline.sleep(seconds)
        #expect(Deadline.monotonic() - start >= seconds)
    }

    @Test("is left until a deadline, and never less than none")
    func deadline() {
        let far = Deadline(after: 60)
        #expect(far.remaining > 50 && far.remaining <= 60 && !far.hasPassed)
        for past in [Deadline(after: 0), Deadline(after: -60)] { #expect(past.remaining == 0 && past.hasPassed) }
        let near = Deadline(after: 0.05)
        Deadline.sleep(0.06)
        #expect(near.hasPassed)
    }

    @Test(
        "is written as RFC 3339 has it",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (1_530_691_287, "2018-07-04T08:01:27Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"), (-62_135_596_800, "0001-01-01T00:00:00Z"),
            (2_147_483_648, "2038-01-19T03:14:08Z"),
        ])
    func timestamp(seconds: Int64, text: String) {
        #expect(Timestamp.text(seconds) == text)
    }
}
