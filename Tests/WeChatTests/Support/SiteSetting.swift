import Foundation
import LoopbackServer
import Platform
import SQL
import SQLite

@testable import Measurements
@testable import People
@testable import Site
@testable import Storage
@testable import WeChat

/// An installation in a folder of its own, with a scripted WeChat and a clock that the test moves.
final class SiteSetting {
    static let appID = "wx0000000000000001"

    let wechat: ScriptedWeChat
    let time = ManualClock()
    let file: ConfigurationFile
    let configuration: Configuration
    let installation: Installation
    private var opened: SiteDatabase?

    /// - Parameter extra: lines at the end of the configuration.
    init(_ extra: String = "", timeout: Double = 2) throws {
        wechat = try ScriptedWeChat()
        file = try ConfigurationFile(
            """
            public_url = https://www.example.com
            state_dir = state
            [official_account]
            app_id = \(Self.appID)
            app_secret = app-secret
            [upstream]
            api_url = \(wechat.url)
            timeout = \(timeout)
            \(extra)

            """)
        configuration = try file.read()
        installation = try Installation(configuration, clock: time.clock)
    }

    deinit { wechat.stop() }

    /// Opened by the first who asks for it: many a test needs none.
    var database: SiteDatabase {
        get throws {
            if let opened { return opened }
            let database = try installation.openDatabase()
            opened = database
            return database
        }
    }

    var now: Int64 { time.clock.now() }

    var keyDirectory: String { configuration.stateDirectory + "/keys" }

    func sessions(_ kind: SessionKind) throws -> Sessions { try Sessions(kind, installation) }

    func login(_ kind: SessionKind) throws -> WebLogin { try WebLogin(kind, installation) }

    /// Grants as a process of its own would have them.
    func grants(clock: Clock? = nil) throws -> OAuthGrants {
        let installation = try Installation(configuration, clock: clock ?? time.clock)
        return try OAuthGrants(installation.officialAccount(), installation, installation.openDatabase())
    }

    /// The user that the openid logs in as.
    @discardableResult
    func signIn(
        _ openid: String, unionid: String? = nil, profile: UserProfile? = nil,
        appID: String = SiteSetting.appID
    ) throws -> Int64 {
        let person = SignIn(appID: appID, openid: openid, unionid: unionid, profile: profile)
        return try database.signIn(person, now: now)
    }

    /// The one value that a query gives.
    func value(_ sql: String) throws -> Value? {
        try database.attempt { (database) throws(DatabaseError) in try database.value(sql) }
    }

    func execute(_ sql: String) throws {
        try database.attempt { (database) throws(DatabaseError) in try database.execute(sql) }
    }

    func count(_ table: String) throws -> Int64? {
        guard case .integer(let count) = try value("SELECT COUNT(*) FROM \(table)") else { return nil }
        return count
    }
}

extension Records {
    /// A person's list, read.
    func list(of userID: Int64, _ query: RecordQuery) throws -> [MeasurementRecord] {
        var records: [MeasurementRecord] = []
        try database.records(of: userID, query) { records.append($0) }
        return records
    }
}
