import Foundation
import Platform
import Testing

@testable import WeChat

@Suite("The token store")
struct TokenStoreTests {
    @Test("fetches a token and a ticket once, and keeps them for every process")
    func fetchesOnce() throws {
        let setting = try TokenStoreSetting()
        #expect(try setting.store.ticket(.jsapi, until: setting.soon) == "ticket-1")
        #expect(try setting.otherProcess().ticket(.jsapi, until: setting.soon) == "ticket-1")
        #expect(try setting.otherProcess().accessToken(until: setting.soon) == "token-1")
        #expect(setting.issuer.asked == [.token(force: false), .ticket(with: "token-1")])
    }

    @Test("keeps its file closed to others")
    func closesItsFile() throws {
        let setting = try TokenStoreSetting()
        _ = try setting.store.accessToken(until: setting.soon)
        let attributes = try FileManager.default.attributesOfItem(atPath: setting.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test("sees what another process wrote, without a lock")
    func readersSeeWriters() throws {
        let setting = try TokenStoreSetting()
        #expect(try setting.store.accessToken(until: setting.soon) == "token-1")
        setting.issuer.token = "token-2"
        _ = try setting.otherProcess().renew(.accessToken, until: setting.soon)
        let lock = try held(setting.lockPath)
        #expect(try setting.store.accessToken(until: Deadline(after: 0)) == "token-2")
        _ = consume lock
    }

    @Test("waits for the lock when nothing valid is there, and gives up at the deadline")
    func waitsUntilTheDeadline() throws {
        let setting = try TokenStoreSetting()
        let lock = try held(setting.lockPath)
        let error = #expect(throws: WeChatError.self) { try setting.store.accessToken(until: Deadline(after: 0.05)) }
        guard case .timedOut = error else { Issue.record("\(String(describing: error))"); return }
        #expect(setting.issuer.asked.isEmpty)
        _ = consume lock
    }

    @Test("does not fetch when another process was faster while it waited for the lock")
    func readsAgainUnderTheLock() throws {
        let setting = try TokenStoreSetting()
        let waiting = setting.otherProcess()
        #expect(try waiting.stored(.accessToken) == nil)
        _ = try setting.store.accessToken(until: setting.soon)
        let lock = try held(setting.lockPath)
        let transaction = try TokenTransaction(of: waiting, holding: lock, until: setting.soon)
        #expect(try transaction.obtain(.accessToken).value == "token-1")
        #expect(setting.issuer.asked == [.token(force: false)])
    }

    @Test(
        "takes a broken file for none, and writes a good one", arguments: ["", "{", "[]", "{\"version\":9}", "\u{0}"])
    func survivesABrokenFile(content: String) throws {
        let setting = try TokenStoreSetting()
        try content.write(toFile: setting.path, atomically: false, encoding: .utf8)
        #expect(try setting.store.accessToken(until: setting.soon) == "token-1")
        #expect(try setting.otherProcess().stored(.accessToken)?.value == "token-1")
    }

    @Test(
        "takes numbers that no clock shows for a broken file",
        arguments: [
            (Int64.max, Int64.min, Int64(0)), (0, .max, 0), (-1, 7200, 0), (.min, .max, .min), (7200, 0, 0),
            (1_700_000_000, 1_700_007_200, .min), (0, 253_402_300_799, .max),
        ])
    func survivesAbsurdNumbers(fetchedAt: Int64, expiresAt: Int64, uptime: Int64) throws {
        let setting = try TokenStoreSetting()
        let credential =
            #"{"value":"x","fetched_at":\#(fetchedAt),"expires_at":\#(expiresAt),"uptime":\#(uptime),"boot_id":"boot-1"}"#
        let content =
            #"{"version":1,"credentials":{"access_token":\#(credential)},"forced_at":[\#(uptime),\#(fetchedAt)]}"#
        try content.write(toFile: setting.path, atomically: false, encoding: .utf8)
        let token = try setting.store.accessToken(until: setting.soon)
        #expect(["x", "token-1"].contains(token))
        #expect(try setting.store.replacement(forFailed: token, until: setting.soon) != token)
    }

    @Test("takes a file that is too large to be its own for none")
    func survivesALargeFile() throws {
        let setting = try TokenStoreSetting()
        try String(repeating: " ", count: 2 << 20).write(toFile: setting.path, atomically: false, encoding: .utf8)
        #expect(try setting.store.accessToken(until: setting.soon) == "token-1")
    }

    @Test("asks WeChat nothing while what it would get could not be kept")
    func asksOnlyWhenItCanKeep() throws {
        let setting = try TokenStoreSetting()
        try FileManager.default.createDirectory(atPath: setting.path + ".tmp/x", withIntermediateDirectories: true)
        for _ in 0..<3 { #expect(throws: WeChatError.self) { try setting.store.accessToken(until: setting.soon) } }
        #expect(setting.issuer.asked.isEmpty)
    }

    @Test("answers with what holds although the store cannot be written")
    func holdsWithoutWriting() throws {
        let setting = try TokenStoreSetting()
        _ = try setting.store.accessToken(until: setting.soon)
        setting.time.pass(7000)
        try FileManager.default.createDirectory(atPath: setting.path + ".tmp/x", withIntermediateDirectories: true)
        #expect(try setting.store.accessToken(until: setting.soon) == "token-1")
    }

    @Test("fetches a new ticket when the old one is over, and leaves the token alone")
    func ticketExpiresByItself() throws {
        let setting = try TokenStoreSetting()
        _ = try setting.store.accessToken(until: setting.soon)
        setting.time.pass(4000)
        _ = try setting.store.ticket(.jsapi, until: setting.soon)
        setting.time.pass(3300)
        setting.issuer.token = "token-2"
        #expect(try setting.store.accessToken(until: setting.soon) == "token-2")
        #expect(try setting.store.ticket(.jsapi, until: setting.soon) == "ticket-1")
        #expect(setting.issuer.asked.filter { if case .ticket = $0 { true } else { false } }.count == 1)
    }
}
