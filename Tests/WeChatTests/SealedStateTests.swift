import LoopbackServer
import Platform
import SQL
import SQLite
import Testing

@testable import Maintenance
@testable import People
@testable import Site
@testable import Storage
@testable import WeChat

@Suite("A login in its own state", .timeLimit(.minutes(5)))
struct SealedStateTests {
    static let addresses = [
        "/", "/app.html#/history", "https://h5.example.com/app.html#/analysisreport?record_id=1234567890",
        "https://ok.example/a?b=c#d", "https://w.ok.example/abcdefghijklmnopqrst", "https://h5.example.com.ok.example/",
        "https://www.example.com",
        "/" + String(repeating: "a", count: 45), "/%E7%8E%8B",
    ]
    static let settings =
        "[login]\nredirect_hosts = *.ok.example, ok.example\n[measurements]\nh5_url = https://h5.example.com"

    @Test("is started a thousand times without writing a byte", arguments: SessionKind.ofBrowsers)
    func writesNothing(kind: SessionKind) throws {
        let site = try SiteSetting(Self.settings)
        let login = try site.login(kind)
        let pages = try Self.addresses.map { try #require(login.returnURL($0)) }
        let version = try site.value("PRAGMA data_version")
        for index in 0..<1000 {
            let page =
                kind == .measurements && index.isMultiple(of: 2)
                ? login.page(.report(1_234_567_890)) : pages[index % pages.count]
            _ = try login.start(Browser().request(), returningTo: page, scope: index % 3 == 0 ? .base : .userInfo)
        }
        let changes = try login.database.attempt { (database) throws(DatabaseError) in
            try database.value("SELECT total_changes()")
        }
        #expect(changes == 0)
        #expect(try site.value("PRAGMA data_version") == version)
        for table in ["login_states", "login_addresses", "sessions"] { #expect(try site.count(table) == 0) }
    }

    @Test(
        "comes back to the very address, in the scope it was begun in", arguments: addresses,
        [OAuthScope.base, .userInfo])
    func whole(address: String, scope: OAuthScope) throws {
        let setting = try LoginSetting(.boilerplate, Self.settings, returningTo: address, scope: scope)
        #expect(try setting.site.count("login_states") == 0)
        guard case .declined(let pending) = try setting.callback(nil) else { Issue.record("not declined"); return }
        #expect(pending.scope == scope)
        let home = address.hasPrefix("/") ? "https://www.example.com" : ""
        #expect(pending.returnURL.text == home + address)
        let response = try #require(try setting.callback(profile: .none).response)
        #expect(response.location == home + address)
        #expect(try setting.site.count("login_states") == 1)
    }

    @Test("that returns to a longer address is a row, and all else is the same")
    func tooLong() throws {
        let address = "/" + String(repeating: "a", count: 46)
        let setting = try LoginSetting(.boilerplate, Self.settings, returningTo: address)
        #expect(setting.state.utf8.count == 44)
        #expect(try setting.site.count("login_states") == 1)
        #expect(try setting.callback().response?.location == "https://www.example.com" + address)
        #expect(try setting.callback("code-2").word == "done")
        #expect(setting.exchanges == 1)
    }

    @Test("cannot be changed: not one character of it, to none")
    func changed() throws {
        let setting = try LoginSetting(.boilerplate)
        let state = Array(setting.state.utf8)
        for index in state.indices {
            for character in "09AZaz".utf8 where character != state[index] {
                var changed = state
                changed[index] = character
                let word = try setting.callback(state: String(decoding: changed, as: UTF8.self)).word
                #expect(word.hasPrefix("unknown"), "\(index)")
            }
        }
        #expect(setting.exchanges == 0)
        #expect(try setting.callback().word == "done")
    }

    @Test("cannot be used by another API, for another browser, after its end, or twice")
    func once() throws {
        let setting = try LoginSetting(.boilerplate, "[login]\nstate_lifetime = 60")
        for kind in SessionKind.ofBrowsers where kind != .boilerplate {
            #expect(try setting.callback(by: setting.site.login(kind)).word == "unknown, may restart")
        }
        #expect(try setting.callback(in: LoginSetting(.boilerplate).browser).word == "other browser")
        #expect(try setting.callback(in: Browser()).word == "no browser, may restart")
        #expect(setting.exchanges == 0)
        #expect(try setting.callback().word == "done")
        // The row outlives the state, whatever is forgotten in between.
        for seconds in [11, 48, 60, 1, 1, 59, 3600] as [Int64] {
            setting.site.time.pass(seconds)
            _ = try RefreshJob(setting.site.installation).run()
            #expect(try setting.callback("code-2").word == "unknown, may restart")
        }
        #expect(setting.exchanges == 1)
    }

    @Test(
        "is over to the second, also when it was never in the database",
        arguments: [(59, "done"), (60, "unknown, may restart")])
    func expiry(seconds: Int64, word: String) throws {
        let setting = try LoginSetting(.officialAccount, "[login]\nstate_lifetime = 60")
        setting.site.time.pass(seconds)
        #expect(try setting.callback().word == word)
    }

    @Test("outlives a change of the key, but not the key")
    func rotation() throws {
        let setting = try LoginSetting(.boilerplate)
        let keys = try setting.site.installation.keyFile(.sealing)
        _ = try keys.rotate(lifetime: nil)
        let second = try setting.login.start(setting.browser.request(), returningTo: setting.login.indexPage)
        #expect(try setting.callback().word == "done")
        setting.site.time.pass(10)
        for _ in 0..<2 { _ = try keys.rotate(lifetime: 0) }
        setting.site.time.pass(10)
        _ = try keys.rotate(lifetime: 0)
        #expect(try setting.callback(state: second.state).word == "unknown, may restart")
        #expect(setting.exchanges == 1)
    }

    @Test("started over once tells so itself, and ends there whatever becomes of it")
    func restarts() throws {
        let setting = try LoginSetting(.boilerplate)
        let restart = try #require(
            try setting.login.restartIfPossible(Browser().request(), setting.callback(in: Browser())))
        #expect(try setting.callback(state: restart.state, in: Browser()).word == "no browser")
        #expect(try setting.callback(state: restart.state.dropLast() + "0").word == "unknown, may restart")
        setting.site.time.pass(600)
        #expect(try setting.callback(state: restart.state).word == "unknown")
        #expect(try setting.site.count("login_states") == 0)
    }

    @Test("is of one length, and tells nothing of the address")
    func opaque() throws {
        let site = try SiteSetting()
        let login = try site.login(.boilerplate)
        let states = try ["/", "/aaaaaaaaaaaaaaaaaaaaaaa"].flatMap { address in
            let url = try #require(login.returnURL(address))
            return try (0..<50).map { _ in try login.start(Browser().request(), returningTo: url).state }
        }
        #expect(Set(states).count == 100 && Set(states.map(\.utf8.count)) == [128])
    }
}
