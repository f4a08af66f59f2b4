import HTTP
import LoopbackServer
import Testing

@testable import People
@testable import WeChat

@Suite("A proof of an openid", .timeLimit(.minutes(5)))
struct WxAuthPeopleTests {
    let mini: MiniSetting
    let auth: WxAuthPeople

    init() throws {
        mini = try MiniSetting()
        auth = try mini.auth()
    }

    private func proof(_ openid: String = "mini-1", handle: String? = nil, _ request: Request = .from()) -> String {
        fault { _ = try auth.proof(of: openid, handle: handle, request) }
    }

    @Test("is an exchange of the last ten minutes, to the second")
    func exchange() throws {
        #expect(proof() == "unproven")
        try mini.exchange()
        #expect(proof() == "nothing")
        for openid in ["mini-2", "", "MINI-1", "mini-1 "] { #expect(proof(openid) == "unproven") }
        mini.site.time.pass(599)
        #expect(proof() == "nothing")
        mini.site.time.pass(1)
        #expect(proof() == "unproven")
        try mini.exchange()
        #expect(proof() == "nothing")
        mini.site.time.setWall(by: -1)
        #expect(proof() == "unproven")
    }

    @Test("is no login of the boilerplate API, which does not take one away either")
    func boilerplate() throws {
        let people = try mini.people()
        let openid = try people.exchange("code").openid
        _ = try people.openSession(people.signIn(openid, unionid: nil), openid)
        #expect(proof() == "unproven")
        try mini.exchange()
        mini.site.time.pass(400)
        _ = try people.exchange("code")
        #expect(proof() == "nothing")
        mini.site.time.pass(200)
        #expect(proof() == "unproven")
    }

    @Test(
        "is the client's that made the exchange: its network, and its User-Agent",
        arguments: [
            ("203.0.113.7", "203.0.113.7", true), ("203.0.113.7", "203.0.113.8", false),
            ("2001:db8:1:2::a", "2001:0DB8:1:2:ffff::1", true), ("2001:db8:1:2::a", "2001:db8:1:3::a", false),
            ("::ffff:203.0.113.7", "203.0.113.7", true), ("::ffff:203.0.113.7", "::ffff:203.0.113.8", false),
            ("unix:", "unix:", true), ("", "", true), ("::1", "127.0.0.1", false),
        ])
    func client(exchanging: String, calling: String, isSame: Bool) throws {
        mini.wechat.answer(ScriptedWeChat.miniLogin, ScriptedWeChat.miniSession("mini-1"))
        try auth.exchange("code", by: .from(exchanging)) { _ throws(WeChatError) in }
        #expect(proof("mini-1", .from(calling, agent: "another")) == "unproven")
        #expect(proof("mini-1", .from(calling)) == (isSame ? "nothing" : "unproven"))
    }

    @Test("is good for one login, whoever is first; a handle for more")
    func once() throws {
        let handle = try auth.handle(mini.exchange())
        let proof = try auth.proof(of: "mini-1", handle: nil, .from())
        let installation = mini.site.installation
        let results = inParallel(4) { _ in fault { _ = try WxAuthPeople(installation).logIn(proof, nil) } }
        #expect(
            results.map { (try? $0.get()) ?? "failed" }.sorted() == ["nothing", "unproven", "unproven", "unproven"])
        #expect(try mini.site.count("sessions") == 1)
        #expect(self.proof() == "unproven")
        for _ in 0..<2 { _ = try auth.logIn(auth.proof(of: "mini-1", handle: handle, .from("203.0.113.9")), nil) }
        #expect(try mini.site.count("sessions") == 3)
    }

    @Test("is not used up by a login that fails")
    func failed() throws {
        try mini.exchange()
        let proof = try auth.proof(of: "mini-1", handle: nil, .from())
        try mini.site.execute("CREATE TRIGGER t BEFORE INSERT ON sessions BEGIN SELECT RAISE(ABORT, 'no'); END")
        #expect(fault { _ = try auth.logIn(proof, nil) } != "nothing")
        try mini.site.execute("DROP TRIGGER t")
        #expect(try mini.site.count("users") == 0)
        _ = try auth.logIn(proof, nil)
    }

    @Test(
        "ends with the sessions that it could be used to replace", arguments: ["user", "openid", "one", "kind", "all"])
    func ended(way: String) throws {
        let handle = try auth.handle(mini.exchange())
        let login = try auth.logIn(auth.proof(of: "mini-1", handle: nil, .from()), nil)
        try mini.exchange()
        try mini.exchange("mini-2")
        let people = try People(mini.site.installation)
        let session = try #require(people.sessions(SessionFilter(), limit: 1).first)
        let ended =
            switch way {
            case "user": try people.revokeSessions(SessionFilter(userID: login.user.id))
            case "openid": try people.revokeSessions(SessionFilter(openid: "mini-1"))
            case "one": try people.revokeSession(named: session.name)
            case "kind": try people.revokeSessions(SessionFilter(kind: .wxAuth))
            default: try people.revokeSessions(SessionFilter())
            }
        let isEverybody = way == "kind" || way == "all"
        #expect(ended == People.Ended(sessions: 1, proofs: isEverybody ? 2 : 1))
        #expect(proof() == "unproven" && proof(handle: handle) == "unproven")
        #expect(proof("mini-2") == (isEverybody ? "unproven" : "nothing"))
        #expect(fault { _ = try auth.login(byToken: login.token) } == "revoked")
        mini.site.time.pass(1)
        try mini.exchange()
        #expect(proof() == "nothing", "WeChat's word counts again")
    }

    @Test("outlives the sessions of another API")
    func otherKind() throws {
        try mini.exchange()
        let ended = try People(mini.site.installation).revokeSessions(SessionFilter(kind: .measurements))
        #expect(ended.isNothing && proof() == "nothing")
    }

    @Test(
        "ends with the openid, where an operator removes or changes it",
        arguments: [
            "DELETE FROM identities WHERE openid = 'mini-1'",
            "UPDATE identities SET openid = 'mini-9' WHERE openid = 'mini-1'",
            "UPDATE identities SET app_id = 'wx9' WHERE openid = 'mini-1'",
        ])
    func removed(sql: String) throws {
        let handles = try ["mini-1", "mini-2"].map { try auth.handle(mini.exchange($0)) }
        let logins = try ["mini-1", "mini-2"].map { try auth.logIn(auth.proof(of: $0, handle: nil, .from()), nil) }
        try mini.exchange()
        try mini.site.execute(sql)
        #expect(proof() == "unproven" && proof(handle: handles[0]) == "unproven")
        #expect(fault { _ = try auth.login(byToken: logins[0].token) } == "revoked")
        #expect(proof("mini-2", handle: handles[1]) == "nothing")
        #expect(try auth.login(byToken: logins[1].token).userID == logins[1].user.id)
    }

    @Test("opens no more sessions of one person than the setting says; the oldest goes")
    func most() throws {
        let mini = try MiniSetting("[sessions]\nper_user = 3\n")
        let auth = try mini.auth()
        let handles = try ["mini-1", "mini-2"].map { try auth.handle(mini.exchange($0)) }
        let other = try auth.logIn(auth.proof(of: "mini-2", handle: handles[1], .from()), nil).token
        var tokens: [String] = []
        for _ in 0..<5 {
            tokens.append(try auth.logIn(auth.proof(of: "mini-1", handle: handles[0], .from()), nil).token)
            mini.site.time.pass(1)
        }
        #expect(
            tokens.map { token in fault { _ = try auth.login(byToken: token) } } == [
                "unknown", "unknown", "nothing", "nothing", "nothing",
            ])
        #expect(fault { _ = try auth.login(byToken: other) } == "nothing")
        let latest = try (0..<4).map { _ in
            try auth.logIn(auth.proof(of: "mini-1", handle: handles[0], .from()), nil).token
        }
        #expect(fault { _ = try auth.login(byToken: latest[3]) } == "nothing", "whatever was opened in the same second")
        #expect(try mini.site.count("sessions") == 4)
    }

    @Test("is not asked for when the configuration says so")
    func open() throws {
        let open = try MiniSetting("[login]\nopenid_login = open").auth()
        #expect(fault { _ = try open.proof(of: "anybody", handle: nil, .from()) } == "nothing")
        let closed = try MiniSetting("[login]\nopenid_login = recent_exchange").auth()
        #expect(fault { _ = try closed.proof(of: "anybody", handle: nil, .from()) } == "unproven")
    }

    @Test("ends with everything else by which a person is logged in, and nobody else's does")
    func revoke() throws {
        let handles = try ["mini-1", "mini-2"].map { try auth.handle(mini.exchange($0)) }
        let ids = try ["mini-1", "mini-2"].map { try auth.people.signIn($0, unionid: nil) }
        let tokens = try [auth.token(for: ids[0], "mini-1"), auth.token(for: ids[1], "mini-2")]
        let other = try mini.people()
        let session = try other.openSession(ids[0], "mini-1")
        #expect(try auth.login(byToken: tokens[0]).userID == ids[0])
        #expect(try other.sessions.login(byID: session).userID == ids[0])

        #expect(
            try People(mini.site.installation).revoke(auth.people.user(ids[0])) == People.Ended(sessions: 2, proofs: 1))
        #expect(fault { _ = try auth.login(byToken: tokens[0]) } == "revoked")
        #expect(fault { _ = try other.sessions.login(byID: session) } == "revoked")
        #expect(proof() == "unproven")
        #expect(proof("mini-1", handle: handles[0]) == "unproven")
        #expect(try auth.login(byToken: tokens[1]).userID == ids[1])
        #expect(proof("mini-2") == "nothing")
        mini.site.time.pass(600)
        #expect(proof("mini-2", handle: handles[1]) == "nothing")
    }

    @Test("gives a token that is good with its session, and for its API, only")
    func tokens() throws {
        let id = try auth.people.signIn("mini-1", unionid: nil)
        let token = try auth.token(for: id, "mini-1")
        let login = try auth.login(byToken: token)
        #expect(login.userID == id && login.openid == "mini-1")
        #expect(fault { _ = try mini.people().sessions.login(byID: token) } == "malformed")
        let session = try mini.people().openSession(id, "mini-1")
        #expect(fault { _ = try auth.login(byToken: session) } == "malformed")
        mini.site.time.pass(604_799)
        #expect(fault { _ = try auth.login(byToken: token) } == "nothing")
        mini.site.time.pass(1)
        #expect(fault { _ = try auth.login(byToken: token) } == "expired")
        let next = try auth.token(for: id, "mini-1")
        try mini.site.execute("DELETE FROM sessions")
        #expect(fault { _ = try auth.login(byToken: next) } == "unknown")
    }

    @Test("of a user who was merged since is good for the one who stayed")
    func merged() throws {
        let web = try mini.site.signIn("web-1", unionid: "union-1")
        let id = try auth.people.signIn("mini-1", unionid: nil)
        let token = try auth.token(for: id, "mini-1")
        #expect(try auth.people.signIn("mini-1", unionid: "union-1") == web)
        #expect(try auth.login(byToken: token).userID == web)
    }
}
