import Foundation
import LoopbackServer
import SQL
import SQLite
import Testing

@testable import People
@testable import Site
@testable import Storage
@testable import WeChat

@Suite("Logins that return to long addresses", .timeLimit(.minutes(5)))
struct LoginLimitTests {
    @Test("keep an address of 2,000 bytes once, and less than 1 KB for each of a thousand starts")
    func growth() throws {
        let site = try SiteSetting()
        let login = try site.login(.measurements)
        let url = try #require(login.returnURL("/" + String(repeating: "a", count: 1976)))
        #expect(url.text.utf8.count == 2000)
        func size() throws -> Int {
            try site.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return try Data(contentsOf: URL(fileURLWithPath: site.installation.databasePath)).count
        }
        let before = try size()
        for _ in 0..<1000 { _ = try login.start(Browser().request(), returningTo: url) }
        let growth = try size() - before
        #expect(growth < 1000 * 512, "\(growth) bytes")
        #expect(try site.count("login_states") == 1000 && site.count("login_addresses") == 1)
        #expect(try site.count("sessions") == 0)
    }

    @Test("are no more than the limit: the oldest go, and none that was completed")
    func limit() throws {
        let site = try SiteSetting()
        let limits = LoginLimits(states: 200, addresses: 100, most: 256)
        for index in 0..<2000 {
            try site.database.insert(Self.state(index, address: "https://www.example.com/\(index)"), keeping: limits)
            guard index.isMultiple(of: 100) else { continue }
            var completed = Self.state(index, address: "https://www.example.com/\(index)")
            completed.usedAt = Int64(index)
            try site.database.complete(completed)
        }
        // One in 64 enforces; in the test's states that is chance, but always the same.
        #expect(try site.count("login_states WHERE used_at IS NULL").map { (200..<600).contains($0) } == true)
        #expect(try site.count("login_states WHERE used_at IS NOT NULL") == 20)
        try site.database.enforce(limits)
        try site.database.enforce(limits)
        #expect(try site.value("SELECT MIN(created_at) FROM login_states WHERE used_at IS NULL") == 1798)
        #expect(try site.count("login_states WHERE used_at IS NULL") == 200)
        #expect(try site.value("SELECT MIN(used_at) FROM login_addresses") == 1900)
        #expect(try site.count("login_addresses") == 100)
        // Its address is gone from beside it; the one that was completed has it.
        #expect(try site.database.loginState(.boilerplate, stateHash: Self.hash(1850))?.returnURL == "")
        #expect(
            try site.database.loginState(.boilerplate, stateHash: Self.hash(0))?.returnURL
                == "https://www.example.com/0")
    }

    @Test("lose at most so many in one go")
    func bounded() throws {
        let site = try SiteSetting()
        for index in 0..<50 { try site.database.insert(Self.state(index, address: "/\(index)")) }
        try site.database.enforce(LoginLimits(states: 10, addresses: 10, most: 7))
        #expect(try site.count("login_states") == 43 && site.count("login_addresses") == 43)
        #expect(try site.value("SELECT MIN(created_at) FROM login_states") == 7)
        try site.database.enforce(LoginLimits(states: 42, addresses: 43, most: 7))
        #expect(try site.count("login_states") == 42 && site.count("login_addresses") == 43)
    }

    @Test("whose address went to make room are over, and harm nobody")
    func evicted() throws {
        let setting = try LoginSetting(.boilerplate, returningTo: "/" + String(repeating: "a", count: 100))
        try setting.site.database.enforce(LoginLimits(states: 1, addresses: 0, most: 7))
        #expect(try setting.site.count("login_addresses") == 0)
        #expect(try setting.callback().word == "unknown, may restart")
        #expect(setting.exchanges == 0)
    }

    @Test("keep an address as long as logins are begun with it")
    func lastUse() throws {
        let site = try SiteSetting()
        for (index, address) in ["a", "b", "a"].enumerated() {
            try site.database.insert(Self.state(index, address: address))
        }
        #expect(try site.value("SELECT used_at FROM login_addresses WHERE address = 'a'") == 2)
        try site.database.enforce(LoginLimits(states: 3, addresses: 1, most: 7))
        #expect(try site.value("SELECT address FROM login_addresses") == "a")
    }

    @Test(
        "are limited by an index, however many there are",
        arguments: [
            ("SELECT COUNT(*) FROM (\(LoginLimits.pending) LIMIT 1 OFFSET ?)", "login_states_pending"),
            (LoginLimits.deletePending, "login_states_pending"),
            ("SELECT COUNT(*) FROM (\(LoginLimits.addresses) LIMIT 1 OFFSET ?)", "login_addresses_by_use"),
            (LoginLimits.deleteAddresses, "login_addresses_by_use"),
        ])
    func plan(sql: String, index: String) throws {
        let plan = try SiteSetting().database.attempt { (database) throws(DatabaseError) in
            try database.rows("EXPLAIN QUERY PLAN " + sql, .integer(1)) { (row) throws(DatabaseError) in
                try row.text("detail")
            }
        }
        #expect(plan.contains { $0.contains("INDEX \(index)") }, "\(plan)")
        #expect(!plan.contains { $0.contains("TEMP B-TREE") || $0 == "SCAN login_states" }, "\(plan)")
    }

    @Test("that are due for it are one in 64")
    func due() {
        #expect((0...255).filter { LoginLimits().areDue([UInt8($0), 0]) }.count == 4)
    }

    private static func hash(_ index: Int) -> [UInt8] {
        // Spread as a real hash is.
        [UInt8(truncatingIfNeeded: index &* 7), UInt8(index >> 8), UInt8(index & 255)]
    }

    private static func state(_ index: Int, address: String) -> LoginState {
        LoginState(
            stateHash: hash(index), kind: .boilerplate, returnURL: address, scope: .base,
            browserMark: [1, 2, 3, 4, 5, 6, 7, 8], createdAt: Int64(index), expiresAt: Int64(index) + 600)
    }
}
