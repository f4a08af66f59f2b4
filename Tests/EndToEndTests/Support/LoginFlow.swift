import Foundation
import HTTPClient
import JSON
import Testing

/// One API's login, from the address where it starts to the cookie that it ends with.
struct LoginFlow: CustomTestStringConvertible, Sendable {
    let name: String
    let cookie: String
    /// The path and query that start a login which returns to an address.
    let start: @Sendable (String) -> String

    var testDescription: String { name }

    static let boilerplate = LoginFlow(name: "boilerplate", cookie: "session") {
        "/boilerplate/wechat/api/v1/wechat-mp/authorize?redirect=\(encoded($0))"
    }
    static let jssdkServer = LoginFlow(name: "jssdk-server", cookie: "wechat_jssdk_server_openid") {
        "/wx/auth?dest=\(encoded($0))"
    }
    static let measurements = LoginFlow(name: "measurements", cookie: "sid") { "/wx/oauth?redirect=\(encoded($0))" }
    static let officialAccount = LoginFlow(name: "official-account", cookie: "bbt_wechat_session") {
        "/2020/wechat/auth?state=\(encoded($0))"
    }
    static let all = [boilerplate, jssdkServer, measurements, officialAccount]

    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}

extension Site {
    /// Where the tests' logins return to.
    var page: String { "\(address)/public/page?x=1#part" }

    /// Starts a login: the address of WeChat's page.
    func startLogin(_ flow: LoginFlow, _ browser: Browser, returningTo page: String? = nil) throws -> String {
        let reply = try browser.get(address + flow.start(page ?? self.page))
        #expect(reply.status == 302, "\(reply.text)")
        return try #require(reply.location)
    }

    /// What a person does on WeChat's page: the address of the callback.
    func decide(
        _ authorize: String, _ browser: Browser, person: String = "xiaoming", _ decision: String = "allow",
        extra: [(String, String)] = []
    ) throws -> String {
        let query = try #require(URLComponents(string: authorize)?.queryItems)
        let fields = query.map { ($0.name, $0.value ?? "") } + [("person", person), ("decision", decision)] + extra
        let reply = try browser.post("http://127.0.0.1:\(simulatorPort)/connect/oauth2/decision", fields)
        return try #require(reply.location, "\(reply.text)")
    }

    /// A whole login; the answer to the callback.
    @discardableResult
    func logIn(
        _ flow: LoginFlow, _ browser: Browser, person: String = "xiaoming", returningTo page: String? = nil
    ) throws -> HTTPClientReply {
        let authorize = try startLogin(flow, browser, returningTo: page)
        return try browser.get(decide(authorize, browser, person: person))
    }

    /// What a person's openid is.
    func openid(_ person: String) throws -> String {
        let people = try simulator("GET", "people?appid=\(Self.appID)")["people"]?.elements ?? []
        let found = people.first { $0["id"]?.string == person }
        return try #require(found?["openid"]?.string)
    }

    func exchanges() throws -> Int { try calls("/sns/oauth2/access_token") }
    func refreshes() throws -> Int { try calls("/sns/oauth2/refresh_token") }
}
