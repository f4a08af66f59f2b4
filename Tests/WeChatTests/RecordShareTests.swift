import Foundation
import JSON
import SQL
import SQLite
import Testing

@testable import Maintenance
@testable import Measurements
@testable import RecordTransfer
@testable import Site
@testable import Storage
@testable import WeChat

@Suite("A record's share token", .timeLimit(.minutes(5)))
struct RecordShareTests {
    let site: SiteSetting
    let me: Int64

    init() throws {
        site = try SiteSetting()
        try site.add(recordLine(), recordLine(), recordLine(["openid": "openid-2"]))
        me = try site.userID()
    }

    /// As a process of its own would ask for it.
    private func token(_ id: String = "1", showing parts: SharedParts = []) throws -> String {
        try Records(site.installation).shareToken(for: id, of: me, showing: parts)
    }

    private func shownRecord(_ token: String) throws -> Int64 {
        try Records(site.installation).shared(by: token).record.id
    }

    private func showsNothing(_ token: String) -> Bool {
        message { _ = try shownRecord(token) } == "parameter token shows no report"
    }

    /// Eight processes at once.
    private func tokensAtOnce() throws -> Set<String> {
        let (installation, me) = (site.installation, me)
        return Set(
            try inParallel(8) { _ in try Records(installation).shareToken(for: "1", of: me) }.map { try $0.get() })
    }

    @Test("is the same each time, another one for each record, and shows that record only")
    func same() throws {
        let (first, second) = (try token("1"), try token("2"))
        #expect(first.utf8.count == 43 && first.utf8.allSatisfy { $0 < 0x7F } && first != second)
        for _ in 0..<3 {
            #expect(try token("1") == first && token("2") == second)
            #expect(try shownRecord(first) == 1 && shownRecord(second) == 2)
        }
        #expect(try site.count("record_shares") == 2)
    }

    @Test("is one when eight ask for it at once", arguments: 0..<3)
    func race(round: Int) throws {
        let tokens = try tokensAtOnce()
        #expect(tokens.count == 1)
        #expect(try shownRecord(#require(tokens.first)) == 1)
    }

    @Test("that nobody gave out shows nothing, whatever it is")
    func unknown() throws {
        let token = try token()
        let variants = [
            "", "1", String(token.dropLast()), token + "0", "0" + token.dropFirst(), token.uppercased(),
            token.lowercased(),
            String(repeating: "0", count: 43), token.dropLast() + "'", "%", String(repeating: "A", count: 100_000),
        ]
        for variant in variants where variant != token {
            #expect(showsNothing(variant), "\(variant.prefix(50))")
        }
    }

    @Test("is not in the database, neither as text nor for another record")
    func sealed() throws {
        let token = try token()
        let files = ["", "-wal"].compactMap {
            FileManager.default.contents(atPath: site.configuration.stateDirectory + "/wechat.sqlite3" + $0)
        }
        #expect(files.count == 2 && !files.contains { $0.range(of: Data(token.utf8)) != nil })
        try site.execute(
            "INSERT INTO record_shares SELECT 2, '', x'00', token, created_at, expires_at FROM record_shares")
        let other = try self.token("2")
        #expect(other != token)
        #expect(try shownRecord(other) == 2 && shownRecord(token) == 1)
    }

    @Test("outlives a rotation of the keys")
    func rotation() throws {
        let first = try token()
        _ = try site.installation.keyFile(.sealing).rotate(lifetime: nil)
        #expect(try token() == first && shownRecord(first) == 1)
        #expect(try tokensAtOnce() == [first])
    }

    @Test("is another one when the keys were lost, one for eight that ask at once; the old one shows nothing then")
    func lostKeys() throws {
        let first = try token()
        try FileManager.default.removeItem(atPath: site.keyDirectory + "/sealing.json")
        #expect(try shownRecord(first) == 1)
        _ = try site.installation.keyFile(.sealing).rotate(lifetime: nil)
        let tokens = try tokensAtOnce()
        #expect(tokens.count == 1 && !tokens.contains(first))
        #expect(try shownRecord(#require(tokens.first)) == 1)
        #expect(showsNothing(first))
        #expect(try token() == tokens.first)
    }

    @Test("that another process replaced meanwhile is not replaced once more")
    func replacedMeanwhile() throws {
        _ = try token()
        let records = try Records(site.installation)
        let seen = try #require(try site.database.share(of: 1, showing: [])).token
        func share(_ text: String) throws -> RecordShare {
            RecordShare(
                recordID: 1, shows: [], tokenHash: try Fingerprint.of(text),
                token: try records.keys.seal(text, for: "a"), createdAt: 1, expiresAt: 2)
        }
        let (faster, slower) = (try share("faster"), try share("slower"))
        try site.database.replace(seen, with: faster)
        try site.database.replace(seen, with: slower)
        #expect(try site.database.share(of: 1, showing: [])?.token == faster.token)
        #expect(try site.database.keep(slower) == faster.token)
    }

    @Test("ends, is then another one for eight that ask at once, and is forgotten by the job of every minute")
    func ends() throws {
        let (lifetime, first) = (Int64(30 * 86_400), try token())
        site.time.pass(lifetime - 1)
        #expect(try shownRecord(first) == 1)
        site.time.pass(1)
        #expect(showsNothing(first))
        let tokens = try tokensAtOnce()
        #expect(tokens.count == 1 && !tokens.contains(first) && showsNothing(first))
        #expect(try shownRecord(#require(tokens.first)) == 1)
        site.time.pass(lifetime)
        #expect(try RefreshJob(site.installation).run().prunedShares == 0, "it ends now, and is forgotten later")
        site.time.pass(1)
        #expect(try RefreshJob(site.installation).run().prunedShares == 1)
        #expect(try site.count("record_shares") == 0)
    }

    @Test(
        "lasts as long again when it is asked for in the second half of its time, and in the first half writes nothing")
    func renewal() throws {
        let (half, first) = (Int64(15 * 86_400), try token())
        let version = try site.dataVersion()
        site.time.pass(half)
        #expect(try token() == first && site.dataVersion() == version)
        site.time.pass(1)
        #expect(try token() == first && site.dataVersion() != version)
        site.time.pass(2 * half - 1)
        #expect(try shownRecord(first) == 1)
        site.time.pass(1)
        #expect(showsNothing(first))
    }

    @Test("lasts as long as the configuration says")
    func lifetime() throws {
        let site = try SiteSetting("[measurements]\nshare_lifetime = 60")
        try site.add(recordLine())
        let records = try Records(site.installation)
        let token = try records.shareToken(for: "1", of: site.userID())
        site.time.pass(59)
        #expect(try records.shared(by: token).record.id == 1)
        site.time.pass(1)
        #expect(message { _ = try records.shared(by: token) } == "parameter token shows no report")
    }

    @Test("is another one for each choice of what it shows, which never changes; all of a record are revoked together")
    func revocation() throws {
        let choices: [SharedParts] = [[], .birthday, [.birthday, .remark], .all]
        let tokens = try choices.map { try token(showing: $0) }
        let other = try token("2", showing: .all)
        #expect(Set(tokens).count == 4 && !tokens.contains(other))
        let records = try Records(site.installation)
        for (choice, token) in zip(choices, tokens) {
            #expect(try records.shared(by: token).shows == choice && self.token(showing: choice) == token)
        }
        for _ in 0..<2 { try records.revokeShares(of: "1", by: me) }
        #expect(tokens.allSatisfy(showsNothing))
        #expect(try shownRecord(other) == 2)
        let next = try token()
        #expect(try !tokens.contains(next) && shownRecord(next) == 1)
        #expect(throws: WeChatError.self) { try records.revokeShares(of: "3", by: me) }
    }

    @Test("from before shares ended is the same, ends 30 days after it was made, and shows nothing more")
    func migration() throws {
        let first = try token()
        let before = """
            CREATE TABLE old AS SELECT record_id, token_hash, token, created_at - 86400 AS created_at FROM record_shares;
            DROP TABLE record_shares;
            CREATE TABLE record_shares (
                record_id INTEGER PRIMARY KEY REFERENCES records (record_id), token_hash BLOB NOT NULL UNIQUE,
                token BLOB NOT NULL, created_at INTEGER NOT NULL);
            INSERT INTO record_shares SELECT * FROM old;
            """
        for statement in (before + Schema.shares).split(separator: ";") { try site.execute(String(statement)) }
        #expect(try token() == first)
        #expect(try Records(site.installation).shared(by: first).shows.isEmpty)
        site.time.pass(29 * 86_400)
        #expect(showsNothing(first))
    }

    @Test("is listed and ended by the operator, by name, record, person or token, and never shown")
    func operating() throws {
        let tokens = try ["1", "2"].map { try token($0) } + [token("1", showing: .remark)]
        let others = try Records(site.installation).shareToken(for: "3", of: site.userID("openid-2"))
        let shares = try Shares(site.installation)
        func found(_ filter: ShareFilter = ShareFilter()) throws -> [Int64] {
            try shares.list(filter, limit: 10).map(\.recordID).sorted()
        }
        #expect(try found() == [1, 1, 2, 3] && found(ShareFilter(recordID: 1)) == [1, 1])
        #expect(try found(ShareFilter(userID: me)) == [1, 1, 2] && found(ShareFilter(recordID: 3, userID: me)) == [])
        #expect(try shares.list(ShareFilter(), limit: 2).count == 2)
        #expect(try shares.revoke(token: "https://h5.example.com/app.html#/shared?token=\(tokens[2])&a=1") == 1)
        #expect(try shares.revoke(token: tokens[2]) == 0 && shares.revoke(token: "x") == 0)
        #expect(showsNothing(tokens[2]) && !showsNothing(tokens[0]))
        let second = try #require(try shares.list(ShareFilter(recordID: 2), limit: 1).first)
        #expect(second.name.utf8.count == 16 && !tokens[1].contains(second.name))
        #expect(try shares.revoke(named: second.name) == 1 && showsNothing(tokens[1]))
        for name in ["", "zz", second.name, String(second.name.dropLast()), second.name + "0"] {
            #expect(try shares.revoke(named: name) == 0)
        }
        #expect(try shares.revoke(ShareFilter(userID: me)) == 1 && showsNothing(tokens[0]) && !showsNothing(others))
        #expect(try shares.revoke(ShareFilter()) == 1 && showsNothing(others) && found() == [])
    }
}
