import FastCGI
import Foundation
import HTTP
import JSON
import SQL
import SQLite
import Testing
import XML

@testable import Messages
@testable import Site
@testable import Storage
@testable import WeChat

/// What the inbox stores of replies, beside what version 1.0 stores and reads.
@Suite("A stored reply", .timeLimit(.minutes(10)))
struct StoredReplyTests {
    static let rules = "follow_reply = 欢迎 ]]> 关注\n"
    /// Fails until there is a file `ready`.
    static let handler = #"test -f FOLDER/ready || exit 1; echo '{"type":"text","content":"handled"}'"#

    private static func event(_ format: MessageFormat, time: Int64 = PushSite.now) -> String {
        format == .xml
            ? PushSite.event("subscribe", time: time)
            : #"{"ToUserName":"gh_1","FromUserName":"o1","CreateTime":\#(time),"MsgType":"event","Event":"subscribe"}"#
    }

    private func column(_ name: String, _ site: PushSite) throws -> String? {
        try site.setting.installation().openDatabase().attempt { (database) throws(DatabaseError) in
            try database.row("SELECT \(name) FROM inbox") { (row) throws(DatabaseError) in try row.optionalText(0) }
                ?? nil
        }
    }

    /// The row as version 1.0 leaves it.
    private func age(_ site: PushSite) throws { try site.execute("UPDATE inbox SET format = NULL, reply_form = NULL") }

    @Test(
        "is kept with the push's format, as a rule has it, beside the text that 1.0 sends", arguments: ["xml", "json"])
    func kept(format: String) throws {
        let site = try PushSite(Self.rules)
        let event = Self.event(try #require(MessageFormat(rawValue: format)))
        let sent = try site.text(event)
        #expect(try column("format", site) == format && column("reply", site) == sent)
        let form = try JSONValue(parsing: Array(try #require(try column("reply_form", site)).utf8))
        #expect(form["reply"] == ["type": "text", "content": "欢迎 ]]> 关注"])
        #expect(try site.inbox().first?.replyText == sent)
        try site.execute("UPDATE inbox SET reply = 'what 1.0 would send'")
        #expect(try site.text(event) == sent, "it is written anew, the same to the second")
    }

    @Test("has nothing but success where there is no reply")
    func success() throws {
        let site = try PushSite()
        #expect(try site.text(PushSite.text("a")) == "success")
        #expect(try column("reply", site) == "" && column("reply_form", site) == nil)
        #expect(try site.inbox().first?.reply == .success)
    }

    @Test("is written in the format of each delivery")
    func otherFormat() throws {
        let site = try PushSite("", handler: Self.handler.replacing("test -f FOLDER/ready || exit 1; ", with: ""))
        #expect(
            try XMLElement(parsing: Array(site.text(PushSite.text("a", id: "7")).utf8))["Content"]?.text == "handled")
        let json =
            #"{"ToUserName":"gh_1","FromUserName":"o1","CreateTime":\#(PushSite.now),"MsgType":"text","Content":"a","MsgId":7}"#
        let answer = try site.push(json)
        #expect(answer.response.header("Content-Type") == "application/json; charset=utf-8")
        #expect(try JSONValue(parsing: answer.response.body)["Content"]?.string == "handled")
        #expect(try site.inbox().count == 1)
    }

    @Test("of version 1.0 is sent again as it was, encrypted or not", arguments: ["xml", "json"])
    func earlier(format: String) throws {
        let site = try PushSite(Self.rules)
        let event = Self.event(try #require(MessageFormat(rawValue: format)))
        let first = try site.push(event)
        try age(site)
        try site.execute("UPDATE inbox SET reply = replace(reply, '欢迎', 'the first')")
        let again = try site.push(event)
        #expect(again.text == first.text.replacing("欢迎", with: "the first"))
        #expect(again.response.header("Content-Type") == first.response.header("Content-Type"))
        let sealed = try XMLElement(parsing: site.push(try PushSite.encrypted(event)).response.body)
        let cipher = MessageCipher(
            appID: EndpointSetting.appID, key: try #require(EncodingAESKey(Secret(PushSite.key))))
        let reply = try #require(try cipher.decrypt(sealed["Encrypt"]?.text ?? ""))
        #expect(String(decoding: reply, as: UTF8.self) == again.text)
        let message = try #require(site.inbox().first)
        #expect(message.reply == .written(again.text) && message.replyText == again.text)
        #expect(message.push?.format.rawValue == format, "its content tells")
    }

    @Test(
        "that comes late is in the push's format, whichever version stored the push",
        arguments: ["xml", "json"], [false, true])
    func late(format: String, isEarlier: Bool) throws {
        let site = try PushSite(handler: Self.handler)
        #expect(try site.text(Self.event(try #require(MessageFormat(rawValue: format)))) == "success")
        if isEarlier { try age(site) }
        try "".write(toFile: site.setting.path + "/ready", atomically: true, encoding: .utf8)
        let job = try InboxJob(site.setting.installation())
        guard case .done(let reply)? = try job.workOnNext()?.result else {
            Issue.record("not done")
            return
        }
        let bytes = Array(reply.utf8)
        #expect(MessageFormat(of: bytes).rawValue == format)
        #expect(MessageFormat(of: bytes).read(bytes)?["Content"]?.string == "handled")
        let stored = try JSONValue(parsing: Array(try #require(try column("late_reply", site)).utf8))
        #expect(stored["reply"] == ["type": "text", "content": "handled"])
        let message = try #require(site.inbox().first)
        #expect(message.reply == .success && message.lateReplyText == reply)
        // As version 1.0 stores one.
        try site.execute("UPDATE inbox SET late_reply = '<xml>a</xml>'")
        #expect(try site.inbox().first?.lateReplyText == "<xml>a</xml>")
    }

    @Test("of a replay is written in the push's format, also to a push that 1.0 stored", arguments: ["xml", "json"])
    func replayed(format: String) throws {
        let site = try PushSite(Self.rules)
        _ = try site.text(Self.event(try #require(MessageFormat(rawValue: format))))
        let job = try InboxJob(site.setting.installation())
        for isEarlier in [false, true] {
            if isEarlier { try age(site) }
            guard case .done(let reply) = try job.replay(try #require(site.inbox().first)) else {
                Issue.record("not done")
                return
            }
            #expect(MessageFormat(of: Array(reply.utf8)).rawValue == format && reply.contains("欢迎"))
            #expect(try site.inbox().first?.lateReplyText == reply)
        }
    }

    @Test("can be read and added by version 1.0, and survives the way back to its tables")
    func version1() throws {
        let site = try PushSite(Self.rules)
        let sent = try site.text(PushSite.event("subscribe"))
        // The statements of version 1.0, as it prepares them.
        try site.execute(
            """
            INSERT INTO inbox (app_id, push_key, openid, message_type, content, created_at, received_at, state,
            reply, attempts, claim, due_at) VALUES ('a', x'01', 'o2', 'text', '{"MsgType":"text","CreateTime":"5"}', 5,
            5, 'working', NULL, 1, x'02', 9) ON CONFLICT (app_id, push_key) DO NOTHING RETURNING id
            """)
        try site.execute(
            """
            UPDATE inbox SET state = 'done', claim = NULL, due_at = NULL, fault = NULL,
            reply = COALESCE(reply, 'b'), late_reply = CASE WHEN reply IS NULL THEN late_reply ELSE 'b' END
            WHERE id = 2 AND claim = x'02'
            """)
        let added = try #require(site.inbox().first)
        #expect(added.reply == .written("b") && added.lateReply == nil && added.push?.format == .xml)
        try site.setting.installation().migrateDatabase(to: 12)
        let read = try site.setting.installation().withoutMigrating { (database) throws(DatabaseError) in
            try database.rows(
                """
                SELECT id, app_id, openid, message_type, content, created_at, received_at, state, reply, late_reply,
                attempts, fault, claim, due_at FROM inbox ORDER BY id
                """
            ) { (row) throws(DatabaseError) in try row.text(8) }
        }
        #expect(read == [sent, "b"])
        #expect(try site.text(PushSite.event("subscribe")) == sent, "after the next upgrade")
    }
}

extension Installation {
    /// Works on the database as it is.
    fileprivate func withoutMigrating<T>(_ work: (borrowing Database) throws(DatabaseError) -> T) throws -> T {
        try work(Database(path: databasePath))
    }
}
