import LoopbackServer
import Testing

@testable import WeChat

@Suite("A proof of an openid", .timeLimit(.minutes(5)))
struct WxAuthPeopleTests {
    let mini: MiniSetting
    let auth: WxAuthPeople

    init() throws {
        mini = try MiniSetting()
        auth = try mini.auth()
    }

    private func proof(_ openid: String = "mini-1") -> String {
        fault { try auth.requireProof(of: openid, handle: nil) }
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

    @Test("is not asked for when the configuration says so")
    func open() throws {
        let open = try MiniSetting("[login]\nopenid_login = open").auth()
        #expect(fault { try open.requireProof(of: "anybody", handle: nil) } == "nothing")
        let closed = try MiniSetting("[login]\nopenid_login = recent_exchange").auth()
        #expect(fault { try closed.requireProof(of: "anybody", handle: nil) } == "unproven")
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

        #expect(try People(mini.site.installation).revoke(auth.people.user(ids[0])) == 2)
        #expect(fault { _ = try auth.login(byToken: tokens[0]) } == "revoked")
        #expect(fault { _ = try other.sessions.login(byID: session) } == "revoked")
        #expect(proof() == "unproven")
        #expect(fault { try auth.requireProof(of: "mini-1", handle: handles[0]) } == "unproven")
        #expect(try auth.login(byToken: tokens[1]).userID == ids[1])
        #expect(proof("mini-2") == "nothing")
        mini.site.time.pass(600)
        #expect(fault { try auth.requireProof(of: "mini-2", handle: handles[1]) } == "nothing")
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
