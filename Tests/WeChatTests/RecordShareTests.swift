import JSON
import Foundation
import SQLite
import Testing

@testable import RecordTransfer
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
    private func token(_ id: String = "1") throws -> String {
        try Records(site.installation).shareToken(for: id, of: me)
    }

    private func shownRecord(_ token: String) throws -> Int64 { try Records(site.installation).shared(by: token).id }

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
            #expect(
                message { _ = try shownRecord(variant) } == "parameter token shows no report", "\(variant.prefix(50))")
        }
    }

    @Test("is not in the database, neither as text nor for another record")
    func sealed() throws {
        let token = try token()
        let files = ["", "-wal"].compactMap {
            FileManager.default.contents(atPath: site.configuration.stateDirectory + "/wechat.sqlite3" + $0)
        }
        #expect(files.count == 2 && !files.contains { $0.range(of: Data(token.utf8)) != nil })
        try site.execute("INSERT INTO record_shares SELECT 2, x'00', token, created_at FROM record_shares")
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
        #expect(message { _ = try shownRecord(first) } == "parameter token shows no report")
        #expect(try token() == tokens.first)
    }

    @Test("that another process replaced meanwhile is not replaced once more")
    func replacedMeanwhile() throws {
        _ = try token()
        let records = try Records(site.installation)
        let seen = try #require(try site.database.sharedToken(1))
        func share(_ text: String) throws -> RecordShare {
            RecordShare(
                recordID: 1, tokenHash: try Fingerprint.of(text), token: try records.keys.seal(text, for: "a"),
                createdAt: 1)
        }
        let (faster, slower) = (try share("faster"), try share("slower"))
        try site.database.replace(seen, with: faster)
        try site.database.replace(seen, with: slower)
        #expect(try site.database.sharedToken(1) == faster.token)
        #expect(try site.database.keep(slower) == faster.token)
    }
}
