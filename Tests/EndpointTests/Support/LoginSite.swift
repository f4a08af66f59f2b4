import FastCGI
import Foundation
import HTTP
import JSON
import LoopbackServer
import Platform
import SQL
import SQLite

@testable import EndpointRuntime
@testable import People
@testable import Site
@testable import Storage
@testable import WeChat

/// An installation whose logins a test goes through, with a scripted WeChat.
final class LoginSite {
    let wechat: ScriptedWeChat
    let setting: EndpointSetting

    static let extra = """
        [login]
        redirect_hosts = ok.example
        [measurements]
        h5_url = https://h5.example.net
        [cors]
        origins = https://h5.example.net

        """

    /// - Parameter unbound: whether logins are not bound to a browser.
    init(
        extra: String = "", publicURL: String = "https://www.example.com", timeout: Double = 2, unbound: Bool = false
    ) throws {
        wechat = try ScriptedWeChat()
        let login = unbound ? "[login]\nbind_browser = false" : "[login]"
        setting = try EndpointSetting(
            extra: Self.extra.replacing("[login]", with: login) + extra, hasTicket: false, upstream: wechat,
            publicURL: publicURL, timeout: timeout)
    }

    deinit { wechat.stop() }

    /// One answer of a program that has just been started.
    func answer<E: Endpoint>(_ type: E.Type, _ request: Request) -> Answer {
        var service = setting.service(type)
        return service.answer(request)
    }

    /// The cookie of somebody who logged in.
    func loggedIn(
        _ kind: SessionKind, openid: String = "openid-1", scope: String = "snsapi_userinfo", nickname: String = "小明"
    ) throws -> String {
        let installation = try setting.installation()
        let database = try installation.openDatabase()
        let profile = UserProfile(
            ["nickname": .string(nickname), "headimgurl": "https://thirdwx.qlogo.cn/a/132"], openid: openid)
        let person = SignIn(
            appID: EndpointSetting.appID, openid: openid, unionid: nil, profile: profile)
        let userID = try database.signIn(person, now: installation.clock.now())
        let token = ScriptedWeChat.grant("held", openid: openid, scope: scope)
        guard let token = OAuthToken(try JSONValue(parsing: Array(token.utf8))) else { return "" }
        try OAuthGrants(installation.officialAccount(), installation, database).keep(token)
        return
            "\((kind.cookie?.text ?? ""))=\(try Sessions(kind, installation, database).open(userID: userID, openid: openid))"
    }

    /// Who a session's cookie is of.
    func openid(_ kind: SessionKind, _ cookie: String) throws -> String? {
        let request = Request.make(headers: ["Cookie": cookie])
        return try Sessions(kind, setting.installation()).loginIfAny(of: request)?.openid
    }

    /// The login that a state carries.
    func begun(_ kind: SessionKind, _ state: String) throws -> LoginState? {
        guard let state = StateText(state) else { return nil }
        return try SealedState(setting.installation()).open(state, kind, hash: [], now: 0)
    }

    /// How many rows a table has.
    func count(_ table: String) throws -> Int64? {
        try setting.installation().openDatabase().attempt { (database) throws(DatabaseError) in
            try database.row("SELECT COUNT(*) FROM \(table)") { (row) throws(DatabaseError) in try row.integer(0) }
        }
    }

    /// Has all sessions be over.
    func endSessions() throws {
        try setting.installation().openDatabase().attempt { (database) throws(DatabaseError) in
            try database.execute("UPDATE sessions SET expires_at = created_at")
        }
    }

    /// Has the permission's token end in so many seconds.
    func endToken(in seconds: Int64) throws {
        let installation = try setting.installation()
        let database = try installation.openDatabase()
        guard var grant = try database.grant(appID: EndpointSetting.appID, openid: "openid-1") else { return }
        grant.accessExpiresAt = installation.clock.now() + seconds
        try database.update(grant)
    }
}

extension Answer {
    var location: String { response.header("Location") ?? "" }

    /// Every `Set-Cookie`, with its attributes.
    var setCookies: [String] { response.headers.filter { $0.name == "Set-Cookie" }.map(\.value) }

    /// What a browser that had no cookies shows from now on.
    var cookie: String { setCookies.map { String($0.prefix { $0 != ";" }) }.joined(separator: "; ") }

    /// The state that the answer sends to WeChat's page; empty when it sends nobody there.
    var state: String {
        guard isAtWeChat, let start = location.range(of: "&state=") else { return "" }
        return String(location[start.upperBound...].prefix { $0 != "#" })
    }

    /// Whether the answer sends the browser to WeChat's page.
    var isAtWeChat: Bool {
        response.status == 302
            && location.hasPrefix("https://open.weixin.qq.com/connect/oauth2/authorize?appid=\(EndpointSetting.appID)&")
            && location.hasSuffix("#wechat_redirect")
    }

    /// Where the answer sends the browser back to after WeChat's page.
    var callback: String? {
        location.split(separator: "&").first { $0.hasPrefix("redirect_uri=") }.flatMap {
            PercentEncoding.decode(Array($0.dropFirst(13).utf8), plusIsSpace: false)
        }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The JSON in the `userinfo` of the address that the answer redirects to.
    func userInfo() throws -> JSONValue {
        let raw = location.split { "?&#".contains($0) }.first { $0.hasPrefix("userinfo=") }?.dropFirst(9) ?? ""
        return try JSONValue(parsing: PercentEncoding.decode(Array(raw.utf8), plusIsSpace: false) ?? [])
    }

    /// Whether the answer keeps to this site's, the allowed and WeChat's hosts, and is no 5xx.
    var isHarmless: Bool {
        let hosts = ["https://www.example.com/", "https://ok.example/", "https://h5.example.net/"]
        let goesHome = location.isEmpty || isAtWeChat || hosts.contains { location.hasPrefix($0) }
        return response.status < 500 && goesHome && !response.headers.contains { $0.value.utf8.contains(0x0A) }
    }
}

extension Request {
    /// A GET at the endpoint's own path.
    static func get<E: Endpoint>(_ type: E.Type, _ query: String = "", cookie: String = "", method: String = "GET")
        -> Request
    {
        var variables = ["REQUEST_METHOD": method, "QUERY_STRING": query, "SCRIPT_NAME": type.routes[0].path]
        if !cookie.isEmpty { variables["HTTP_COOKIE"] = cookie }
        return Request(id: "0123456789abcdef", variables: variables, content: .success([]))
    }
}

extension BadValue {
    /// Addresses that no login may return to, as they stand in a query.
    static let addresses =
        all + [
            BadValue("another host", "https%3A%2F%2Fevil.com%2F"), BadValue("two slashes", "%2F%2Fevil.com"),
            BadValue("slash and backslash", "%2F%5Cevil.com"), BadValue("backslash and slash", "%5C%2Fevil.com"),
            BadValue("user", "https://ok.example@evil.com"), BadValue("longer host", "https://ok.example.evil.com"),
            BadValue("fragment", "https://evil.com%23ok.example"), BadValue("script", "javascript:alert(1)"),
            BadValue("data", "data:text/html,x"), BadValue("tab", "%09//evil.com"),
            BadValue("line break in an address", "https://ok.example/%0D%0ASet-Cookie:x=1"),
            BadValue("full-width dot", "https://ok%EF%BC%8Eexample"),
            BadValue("twice", "/a&redirect=/b&state=/b&dest=/b"),
        ]
}
