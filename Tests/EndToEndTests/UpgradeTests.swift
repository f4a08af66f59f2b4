import Foundation
import HTTPClient
import SQL
import SQLite
import Synchronization
import Testing

/// What Deploy/README.md says of upgrades and rollbacks, followed while requests come in.
@Suite("An upgrade under load", .timeLimit(.minutes(2)))
struct UpgradeTests {
    @Test("fails no request: the file is renamed into its place, and one process after another is asked to stop")
    func upgrade() throws {
        let site = try Site(workers: 2)
        // nginx asks again for a GET that a process has dropped, never for a POST.
        let load = Load(
            site, ["/2020/wechat/offiaccount/jssdk", "/wx/api/jssdk/config"], posting: "url=http%3A%2F%2Fa")
        for program in ["offiaccount-jssdk", "wx-api-jssdk-config"] {
            try Self.replace(program)
            try Self.renew(program, of: site)
        }
        #expect(load.failures(among: 200) == [])
    }

    @Test("can be taken back program by program, also after the newer release has added to the database")
    func rollback() throws {
        let site = try Site(workers: 2)
        let browser = Browser()
        try site.logIn(.officialAccount, browser)
        let cookie = "bbt_wechat_session=\(browser.cookies["bbt_wechat_session"] ?? "")"
        let load = Load(site, ["/2020/wechat/auth/user/openid"], cookie: cookie)
        let newest = try #require(try site.number("PRAGMA user_version"))
        try site.execute("ALTER TABLE users ADD COLUMN added_later TEXT NOT NULL DEFAULT ''")
        try site.execute("PRAGMA user_version = \(newest + 1)")
        try Self.renew("auth-user-openid", of: site)
        try Self.renew("auth-code", of: site)
        try site.logIn(.officialAccount, Browser(), person: "emoji")
        #expect(load.failures(among: 100) == [])
        #expect(try site.wechatctl("database", "check").output.contains("schema \(newest + 1)"))
    }

    /// Puts the program's file anew in its place, as `install` and `mv` do.
    private static func replace(_ program: String) throws {
        let path = Repository.root + "/cgi-bin/\(program).fcgi"
        let new = path + ".new\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.copyItem(atPath: path, toPath: new)
        #expect(rename(new, path) == 0)
    }

    /// Asks each process of a program to stop, the next one when another has taken the place of the last.
    private static func renew(_ program: String, of site: Site) throws {
        let old = try site.processes(program)
        #expect(old.count == 2)
        for pid in old {
            kill(pid, SIGTERM)
            while kill(pid, 0) == 0 { usleep(5_000) }
            while try site.processes(program).count < old.count { usleep(5_000) }
        }
        #expect(try Set(site.processes(program)).isDisjoint(with: old))
    }
}

/// Clients that ask again and again.
private final class Load: Sendable {
    private let isOver = Atomic(false)
    private let answers = Mutex((good: 0, bad: [String]()))
    private let done = DispatchGroup()

    /// - Parameters:
    ///   - cookie: of somebody who is logged in.
    ///   - form: what is posted; nil: they GET.
    init(_ site: Site, _ paths: [String], cookie: String = "", posting form: String? = nil) {
        for url in (paths + paths).map({ site.address + $0 }) {
            done.enter()
            Thread.detachNewThread { [self] in
                while !isOver.load(ordering: .relaxed) {
                    ask(url, cookie, form)
                    usleep(15_000)
                }
                done.leave()
            }
        }
    }

    private func ask(_ url: String, _ cookie: String, _ form: String?) {
        let headers = [("Cookie", cookie), ("Content-Type", "application/x-www-form-urlencoded")]
        var request = HTTPClientRequest(url: url, headers: headers)
        if let form { request = HTTPClientRequest(method: "POST", url: url, headers: headers, body: Array(form.utf8)) }
        do {
            var transfer = try Transfer()
            let reply = try transfer.perform(request)
            let isGood = reply.status == 200 && !reply.text.contains("\"ok\":false")
            answers.withLock {
                if isGood { $0.good += 1 } else { $0.bad.append("\(url): \(reply.status) \(reply.text)") }
            }
        } catch { answers.withLock { $0.bad.append("\(url): \(error)") } }
    }

    /// What went wrong, once so many answers have come.
    func failures(among wanted: Int) -> [String] {
        while answers.withLock({ $0.good + $0.bad.count }) < wanted { usleep(20_000) }
        isOver.store(true, ordering: .relaxed)
        done.wait()
        return answers.withLock { $0.bad }
    }
}
