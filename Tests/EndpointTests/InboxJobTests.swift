import SQL
import SQLite
import Testing

@testable import Messages
@testable import People
@testable import Site
@testable import Storage
@testable import WeChat

@Suite("Looking after the inbox", .timeLimit(.minutes(10)))
struct InboxJobTests {
    private func job(_ site: PushSite) throws -> InboxJob { try InboxJob(site.setting.installation()) }

    @Test("tries again after longer and longer times, then gives up for all to see")
    func backOff() throws {
        let site = try PushSite(handler: "exit 1")
        _ = try site.push(PushSite.text("a"))
        let job = try job(site)
        var delays: [Int64] = []
        for _ in 0..<5 {
            try site.execute("UPDATE inbox SET due_at = unixepoch()")
            let now = try site.setting.installation().now()
            #expect(try job.workOnNext() != nil)
            if let due = try site.inbox().first?.dueAt { delays.append((due - now) / 30 * 30) }
        }
        #expect(delays == [60, 300, 1800, 7200])
        let message = try #require(site.inbox().first)
        #expect(message.state == .failed && message.attempts == 6 && message.dueAt == nil)
        #expect(try job.workOnNext() == nil && job.messages(.failed, limit: 9).count == 1)
    }

    @Test("handles a message again when told to, with rules and handler as they are now")
    func replay() throws {
        let site = try PushSite(handler: "cat > /dev/null; echo x >> FOLDER/runs; exit 1")
        _ = try site.push(PushSite.text("a"))
        let job = try job(site)
        for attempt in 2...4 {
            let message = try #require(try job.messages(nil, limit: 1).first)
            guard case .failed = try job.replay(message) else {
                Issue.record("attempt \(attempt)")
                return
            }
        }
        #expect(site.written("runs") == "x\nx\nx\nx\n")
        #expect(try site.inbox().first?.attempts == 1 && site.inbox().first?.state == .waiting)
    }

    @Test("notes again what a replayed event tells of the person, and what a rule replies")
    func replayEvent() throws {
        let site = try PushSite("follow_reply = hello\nkeep_days = 36500\n")
        _ = try site.push(PushSite.event("subscribe", time: 100))
        try site.execute("UPDATE identities SET subscribed_at = NULL")
        let message = try #require(site.inbox().first)
        guard case .done(let reply) = try job(site).replay(message) else {
            Issue.record("not done")
            return
        }
        #expect(reply.contains("hello"))
        #expect(try site.identity()?.subscribedAt == 100)
        let after = try #require(site.inbox().first)
        #expect(after.reply == message.reply && after.lateReplyText == reply && after.state == .done)
    }

    @Test("leaves a message alone that another handles now")
    func busy() throws {
        let site = try PushSite(handler: "exit 1")
        _ = try site.push(PushSite.text("a"))
        try site.execute("UPDATE inbox SET state = 'working', claim = x'01', due_at = unixepoch() + 60")
        let message = try #require(site.inbox().first)
        #expect(try job(site).replay(message) == .busy)
        #expect(try job(site).countDue() == 0)
    }

    @Test("takes up what only one of two may have")
    func race() throws {
        let site = try PushSite(handler: "exit 1")
        _ = try site.push(PushSite.text("a"))
        let database = try site.setting.installation().openDatabase()
        let seen = try #require(site.inbox().first)
        let push = try #require(seen.push)
        #expect(try database.claim(seen, attempt: 2, as: [1], until: 0))
        #expect(try !database.claim(seen, attempt: 2, as: [2], until: 0))
        #expect(try !database.finish(seen.id, claim: [2], reply: .success, to: push))
        #expect(try database.finish(seen.id, claim: [1], reply: .success, to: push))
        #expect(try !database.claim(seen, attempt: 2, as: [3], until: 0), "it was done meanwhile")
    }

    @Test("forgets what is over and old, and nothing that waits")
    func prune() throws {
        let site = try PushSite(handler: "test -f FOLDER/ok || exit 1")
        _ = try site.push(PushSite.text("a", id: "1"))
        try site.execute("UPDATE inbox SET received_at = received_at - 40 * 86400")
        let plain = try PushSite()
        for id in 2...4 { _ = try plain.push(PushSite.text("a", id: "\(id)")) }
        try plain.execute("UPDATE inbox SET received_at = received_at - 40 * 86400 WHERE id < 3")
        #expect(try job(site).prune(olderThan: 30) == 0)
        #expect(try job(plain).prune(olderThan: 41) == 0)
        var told: [Int] = []
        #expect(
            try job(plain).prune(olderThan: 39) {
                told.append($0); _ = $1
            } == 2)
        #expect(told == [2])
        #expect(try plain.inbox().count == 1 && site.inbox().count == 1)
    }

    @Test("says that there is no handler when messages wait for one")
    func noHandler() throws {
        let site = try PushSite()
        _ = try site.push(PushSite.text("a"))
        #expect(try job(site).workOnNext() == nil)
        try site.execute("UPDATE inbox SET state = 'waiting', due_at = 0")
        #expect(throws: WeChatError.self) { try job(site).workOnNext() }
    }

    @Test("finds what is due, and a repeated push, by an index")
    func plans() throws {
        let site = try PushSite()
        let database = try site.setting.installation().openDatabase()
        for (sql, index) in [
            ("SELECT id FROM inbox WHERE app_id = 'a' AND push_key = x'01'", "sqlite_autoindex_inbox"),
            (
                "SELECT id FROM inbox WHERE due_at IS NOT NULL AND (due_at <= 1 OR due_at > 9) ORDER BY due_at LIMIT 1",
                "inbox_by_due"
            ),
            (
                "SELECT id FROM inbox WHERE received_at < 5 AND due_at IS NULL ORDER BY received_at LIMIT 5",
                "inbox_by_time"
            ),
        ] {
            let plan = try database.attempt { (database) throws(DatabaseError) in
                try database.rows("EXPLAIN QUERY PLAN " + sql) { (row) throws(DatabaseError) in try row.text("detail") }
            }
            #expect(plan.joined().contains(index), "\(plan)")
        }
    }
}
