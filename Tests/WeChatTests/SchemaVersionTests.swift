import SQL
import SQLite
import Testing

@testable import People
@testable import Site
@testable import Storage
@testable import WeChat

@Suite("A database of another release")
struct SchemaVersionTests {
    private func version(_ site: SiteSetting) throws -> Value? { try site.value("PRAGMA user_version") }

    @Test("that only added something is worked on as it is")
    func added() throws {
        let site = try SiteSetting()
        try site.execute("ALTER TABLE users ADD COLUMN added_later TEXT NOT NULL DEFAULT 'x'")
        try site.execute("PRAGMA user_version = \(Installation.newestSchema + 1)")
        let opened = try site.installation.openDatabase()
        let person = SignIn(appID: SiteSetting.appID, openid: "openid-1", unionid: nil, profile: nil)
        let userID = try opened.signIn(person, now: site.now)
        #expect(try opened.user(userID)?.id == userID)
        #expect(try version(site) == .integer(Int64(Installation.newestSchema + 1)))
    }

    @Test("of another generation is refused")
    func generation() throws {
        let site = try SiteSetting()
        try site.execute("PRAGMA user_version = 1999")
        #expect(message { _ = try site.installation.openDatabase() }.contains("has schema 1999"))
        #expect(try version(site) == 1999)
    }

    @Test("is what the newest migrations leave when they are taken back, and comes up to date again")
    func back() throws {
        let site = try SiteSetting()
        let userID = try site.signIn("openid-1")
        let before = 10
        try site.installation.migrateDatabase(to: before)
        #expect(try version(site) == .integer(Int64(before)))
        #expect(try site.value("SELECT COUNT(*) FROM pragma_table_info('users') WHERE name = 'stated_gender'") == 0)
        try site.installation.migrateDatabase(to: Installation.newestSchema)
        #expect(try site.installation.openDatabase().user(userID)?.statedGender == 0)
        #expect(try version(site) == .integer(Int64(Installation.newestSchema)))
    }

    @Test("stays as it is when a migration cannot be reverted")
    func impossible() throws {
        let site = try SiteSetting()
        let userID = try site.signIn("openid-1")
        #expect(message { try site.installation.migrateDatabase(to: 1) }.contains("migration 10 cannot be reverted"))
        #expect(try version(site) == .integer(Int64(Installation.newestSchema)))
        #expect(try site.database.user(userID) != nil)
    }
}
