import FastCGI
import Foundation
import HTTP
import SQL
import SQLite
import Testing

@testable import Maintenance
@testable import Messages
@testable import People
@testable import Site
@testable import Storage
@testable import WeChat

/// A signature never expires, but the inbox forgets: `docs/protocol/wechat.md`, "Signatures".
@Suite("A push that was seen before", .timeLimit(.minutes(10)))
struct PushReplayTests {
    private static let day: Int64 = 86_400

    @Test(
        "is refused when its time is not now",
        arguments: [
            (-31 * day, false), (-30 * day - 5, false), (-30 * day + 1800, true), (-1, true), (0, true), (200, true),
            (3600, false),
            (Int64.max - PushSite.now, false),
        ])
    func window(offset: Int64, isTaken: Bool) throws {
        let site = try PushSite()
        for request in [
            try PushSite.plain(PushSite.text("a", time: PushSite.now + offset)),
            try PushSite.encrypted(PushSite.event("subscribe", time: PushSite.now + offset)),
        ] {
            let answer = site.push(request)
            #expect(answer.response.status == (isTaken ? 200 : 403), "\(answer.log ?? "")")
            #expect(isTaken || answer.text.isEmpty && answer.log?.contains("CreateTime is") == true)
        }
        #expect(try site.inbox().count == (isTaken ? 2 : 0))
    }

    @Test("is not new again once it is forgotten, encrypted or not", arguments: [true, false])
    func forgotten(encrypted: Bool) throws {
        let site = try PushSite(handler: "echo x >> FOLDER/runs")
        let body = PushSite.text("a", time: PushSite.now - 29 * Self.day)
        let request = encrypted ? try PushSite.encrypted(body) : try PushSite.plain(body)
        #expect(site.push(request).text == "success")
        // As if it had come when it was sent, by a host whose clock was a day slow then.
        try site.execute("UPDATE inbox SET received_at = received_at - \(31 * Self.day)")
        #expect(try RefreshJob(site.setting.installation()).run().prunedMessages == 1)
        try site.execute("UPDATE inbox_memory SET pruned_before = \(PushSite.now - 28 * Self.day)")
        let answer = site.push(request)
        #expect(answer.response.status == 403 && answer.log?.contains("more than the inbox remembers") == true)
        #expect(try site.inbox().isEmpty && site.written("runs") == "x\n")
    }

    @Test("is remembered for longer than it is taken, to the second, whenever it is forgotten by hand")
    func memory() throws {
        let site = try PushSite()
        let settings = try site.setting.installation().configuration.messages
        #expect(settings.memory == 30 * Self.day + 300)
        let body = PushSite.text("a", time: PushSite.now - 7200)
        #expect(try site.text(body) == "success")
        try site.execute("UPDATE inbox SET received_at = created_at")
        #expect(try InboxJob(site.setting.installation()).prune(olderThan: 0) == 1)
        #expect(try site.push(body).response.status == 403)
        #expect(
            try site.text(PushSite.text("b", id: "2", time: PushSite.now - 60)) == "success",
            "what is fresh still comes")
        #expect(try InboxJob(site.setting.installation()).prune(olderThan: 0) == 0, "of the last hour nothing goes")
    }

    @Test("is no longer kept out by a clock that was wrong")
    func clockWasAhead() throws {
        let site = try PushSite()
        try site.execute("INSERT INTO inbox_memory VALUES (1, \(PushSite.now + 1000 * Self.day))")
        #expect(try site.text(PushSite.text("a")) == "success")
    }

    @Test("does not freeze what is known of a follower")
    func future() throws {
        let site = try PushSite()
        #expect(try site.push(PushSite.event("unsubscribe", time: Int64.max)).response.status == 403)
        _ = try site.push(PushSite.event("subscribe"))
        // As an older version stored it.
        try site.execute("UPDATE identities SET unsubscribed_at = 253402300799, scene_at = 253402300799, scene = 'x'")
        _ = try site.push(PushSite.event("SCAN", "<EventKey>shop</EventKey>", time: PushSite.now + 1))
        _ = try site.push(PushSite.event("subscribe", time: PushSite.now + 2))
        let identity = try #require(try site.identity())
        #expect(identity.unsubscribedAt == nil && identity.subscribedAt == PushSite.now + 2 && identity.scene == "shop")
    }

    @Test("leaves no large file behind: what is forgotten is given back")
    func room() throws {
        let site = try PushSite()
        let database = try site.setting.installation().openDatabase()
        try database.attempt { (database) throws(DatabaseError) in
            try database.execute("BEGIN")
            for id in 0..<3000 {
                try database.execute(
                    "INSERT INTO inbox (app_id, push_key, openid, message_type, content, created_at, received_at, state) "
                        + "VALUES ('a', ?, 'o', 'text', hex(zeroblob(4000)), 1, 1, 'done')", .integer(Int64(id)))
            }
            try database.execute("COMMIT")
        }
        let full = try database.room()
        #expect(full.canShrink && full.file > 20 << 20)
        _ = try RefreshJob(site.setting.installation()).run()
        let after = try database.room()
        #expect(after.file < 6 << 20 && after.free <= 4 << 20, "\(after)")
    }

    @Test("leaves no large file behind that an older version made, once it was compacted")
    func compact() throws {
        let path = "/tmp/wc-\(UUID().uuidString.prefix(8)).db"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        do {
            let old = try Database(path: path)
            for sql in ["PRAGMA auto_vacuum = NONE", "VACUUM", "CREATE TABLE t (a)"] { try old.execute(sql) }
            try old.execute("INSERT INTO t SELECT zeroblob(10000000)")
            try old.execute("DROP TABLE t")
        }
        let database = try SiteDatabase(path: path, patience: 5)
        #expect(try !database.room().canShrink && database.room().free > 9 << 20)
        try database.compact()
        #expect(try database.room().canShrink && database.room().free == 0)
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        #expect(size.map { $0 < 1 << 20 } == true)
    }

    @Test(
        "is taken whatever the person typed",
        arguments: [
            "<Content><![CDATA[ok \u{1D}c]]></Content>", "<Content>bell&#8;</Content>",
            "<Content><![CDATA[a]]>b]]></Content>",
            "<Content>Tom & Jerry <3</Content>", "<Content><![CDATA[\u{FFFE}]]></Content>",
        ])
    func anyText(content: String) throws {
        let site = try PushSite()
        let body = PushSite.text("X").replacing("<Content><![CDATA[X]]></Content>", with: content)
        #expect(try site.text(body) == "success")
        #expect(site.push(try PushSite.encrypted(body.replacing("<MsgId>", with: "<MsgId>1"))).text == "success")
        let json =
            "{\"ToUserName\":\"gh_1\",\"FromUserName\":\"o1\",\"CreateTime\":\(PushSite.now),\"MsgType\":\"text\","
            + "\"Content\":\"a\u{14}b\",\"MsgId\":3}"
        #expect(try site.text(json) == "success")
        #expect(try site.inbox().count == 3)
    }
}
