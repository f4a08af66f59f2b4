import Foundation
import Testing

@Suite("In a real Chromium", .timeLimit(.minutes(3)))
struct ChromiumTests {
    @Test("a person logs in by clicking, ends on the page it started from, and is known at the second visit")
    func login() throws {
        let site = try Site(workers: 1)
        let chromium = try Chromium()
        let page = site.address + "/public/test/wx/auth.html"
        try chromium.open(page)
        #expect(try chromium.text("#status") == "还没有登录")
        try chromium.click("#login")
        try chromium.text("#allow-xiaoming")
        #expect(try isPicture(chromium.screenshot("authorize")))
        try chromium.click("#allow-xiaoming")
        #expect(try chromium.text("#status") { $0.contains("王小明") } == "你好，王小明")
        #expect(try chromium.url.prefix { $0 != "#" } == page)
        #expect(try isPicture(chromium.screenshot("logged-in")))
        let (exchanges, pages) = (try site.exchanges(), try site.calls("/connect/oauth2/authorize"))
        try chromium.open(site.address + "/public/")
        try chromium.open(page)
        #expect(try chromium.text("#status") == "还没有登录")
        try chromium.click("#login")
        try chromium.text("#status") { $0 == "你好，王小明" }
        #expect(try site.exchanges() == exchanges)
        #expect(try site.calls("/connect/oauth2/authorize") == pages)
    }

    @Test("a person who refuses is told so on the page")
    func refusal() throws {
        let site = try Site(workers: 1)
        let chromium = try Chromium()
        try chromium.open(site.address + "/public/test/wx/auth.html")
        try chromium.click("#login")
        try chromium.click("#refuse")
        try chromium.text("#status") { $0.contains("access_denied") }
    }

    @Test("the page with the signature shows it, with and without WeChat's script")
    func config() throws {
        let site = try Site(workers: 1)
        let chromium = try Chromium()
        let page = site.address + "/public/test/wx/config.html"
        try chromium.open(page + "?a=1&b=%E7%8E%8B#part")
        try chromium.text("#signed") { $0.contains("已为 \(page)?a=1&b=%E7%8E%8B 签名") }
        #expect(try chromium.text("#config").contains("signature"))
        try chromium.text("#script") { $0.contains("已从") || $0.contains("没有加载") }
        #expect(try isPicture(chromium.screenshot("config")))
    }

    private func isPicture(_ data: Data) -> Bool { data.count > 5000 && data.starts(with: [0x89, 0x50, 0x4E, 0x47]) }
}
