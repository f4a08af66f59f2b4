import Foundation
import LoopbackServer
import Testing

@testable import People
@testable import Site
@testable import WeChat

@Suite("What a stolen database tells")
struct SecrecyTests {
    @Test("is no session id, state, code, cookie or token of WeChat's")
    func secrets() throws {
        let site = try SiteSetting()
        let login = try site.login(.jssdkServer)
        var browser = Browser()
        let url = try #require(login.returnURL("/after-the-login"))
        let start = try login.start(browser.request("/wx/auth"), returningTo: url)
        browser.take(start)
        let request = browser.request("/wx/auth2", query: "code=THE-CODE&state=\(start.state)")
        let result = try login.complete(request, profile: .required) { $0.returnURL.text }
        let done = try #require(result.response)
        browser.take(done)
        try #require(browser.cookies.count == 2 && start.state.utf8.count == 128)

        let bytes = try Self.files(site.configuration.stateDirectory)
        // What is in clear is found, so what is not found is not there.
        for text in ["openid-1", "after-the-login", "snsapi_userinfo"] { #expect(bytes.contains(text), "\(text)") }
        let secrets =
            [start.state, "THE-CODE", "AT-THE-CODE", "RT-THE-CODE", "app-secret"] + browser.cookies.map(\.value)
        for secret in secrets { #expect(!bytes.contains(secret), "\(secret)") }
    }

    @Test("is no session id or token after a renewal either")
    func renewal() throws {
        let site = try SiteSetting()
        let grants = try site.grants()
        try grants.keep(try grantToken("first"))
        site.time.pass(7000)
        _ = try grants.profile(of: "openid-1", until: site.soon)
        let bytes = try Self.files(site.configuration.stateDirectory)
        #expect(site.wechat.calls(ScriptedWeChat.refresh) == 1)
        for secret in ["AT-first", "RT-first", "AT-refreshed-1", "RT-refreshed-1"] { #expect(!bytes.contains(secret)) }
    }

    @Test("opens only for the row and column that it was sealed for")
    func swapping() throws {
        let site = try SiteSetting()
        let grants = try site.grants()
        try grants.keep(grantToken("alice", openid: "alice"))
        try grants.keep(grantToken("bob", openid: "bob"))
        try site.execute(
            """
            UPDATE oauth_grants SET access_token = (SELECT access_token FROM oauth_grants WHERE openid = 'alice'),
            refresh_token = (SELECT refresh_token FROM oauth_grants WHERE openid = 'alice') WHERE openid = 'bob'
            """)
        #expect(throws: WeChatError.self) { try grants.profile(of: "bob", until: site.soon) }
        #expect(site.wechat.calls(ScriptedWeChat.userInfo) + site.wechat.calls(ScriptedWeChat.refresh) == 0)
        #expect(try grants.profile(of: "alice", until: site.soon).openid == "alice")
    }

    /// The bytes of all files below the folder, as text of bytes.
    static func files(_ directory: String) throws -> Bytes {
        var all = Data()
        for name in try FileManager.default.subpathsOfDirectory(atPath: directory) {
            all += FileManager.default.contents(atPath: directory + "/" + name) ?? Data()
        }
        return Bytes(data: all)
    }

    struct Bytes {
        let data: Data

        func contains(_ text: String) -> Bool { data.range(of: Data(text.utf8)) != nil }
    }
}
