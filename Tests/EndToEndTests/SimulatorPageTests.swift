import Foundation
import JSON
import Testing

@Suite("The simulator's pages in a real Chromium", .timeLimit(.minutes(3)))
struct SimulatorPageTests {
    private static let scene: JSONValue = [
        "action_name": "QR_STR_SCENE", "expire_seconds": 600, "action_info": ["scene": ["scene_str": "桌7"]],
    ]

    /// A call of WeChat's by the built-in official account.
    private func call(_ path: String, _ body: JSONValue, _ site: Site) throws -> JSONValue {
        let query = "grant_type=client_credential&appid=\(Site.appID)&secret=00000000000000000000000000000001"
        let token = try site.weChat("GET", "/cgi-bin/token?\(query)")["access_token"]?.string ?? ""
        return try site.weChat("POST", "\(path)?access_token=\(token)", body)
    }

    @Test("On the messages page one clicks the account's menu, scans its QR code, and reads what it sends")
    func messages() throws {
        let site = try Site(workers: 1)
        try site.simulator("POST", "gateway", ["token": "AAAAA"])
        let menu: JSONValue = ["button": [["type": "click", "name": "今日歌曲", "key": "V1001"]]]
        #expect(try call("/cgi-bin/menu/create", menu, site)["errcode"] == 0)
        #expect(try call("/cgi-bin/qrcode/create", Self.scene, site)["ticket"] != nil)
        let chromium = try Chromium()
        let page = "http://127.0.0.1:\(site.simulatorPort)/_simulator/messages?person=stranger"
        try chromium.open(page)
        try chromium.wait(until: "document.querySelector('#codes img').naturalWidth === 328")
        #expect(try site.calls("/cgi-bin/showqrcode") == 0)
        try chromium.click("#codes button")
        try chromium.text("#chat") { $0.contains("subscribe qrscene_桌7") && $0.contains("Accepted") }
        try chromium.click("#menu button")
        try chromium.text("#chat") { $0.contains("CLICK V1001") }
        try chromium.click("#codes button")
        try chromium.text("#chat") { $0.contains("SCAN 桌7") }
        let text: JSONValue = [
            "touser": .string(try site.openid("stranger")), "msgtype": "text", "text": ["content": "<b>客服</b> 😴"],
        ]
        #expect(try call("/cgi-bin/message/custom/send", text, site)["errcode"] == 0)
        try chromium.open(page)
        try chromium.text("#chat") { $0.contains("<b>客服</b> 😴") && $0.contains("custom/send") }
        _ = try chromium.screenshot("messages")
    }

    @Test("On the mini program's page a person allows a subscription message")
    func subscription() throws {
        let site = try Site(workers: 1)
        let chromium = try Chromium()
        try chromium.open("http://127.0.0.1:\(site.simulatorPort)/_simulator/mini")
        try chromium.click("#allow")
        #expect(try chromium.text("#result-simulator-subscribe-message-000000000000001") == "accept")
        #expect(try chromium.text("#result-messages") == "1")
        try chromium.click("#reject")
        try chromium.text("#result-messages") { $0 == "0" }
        try chromium.click("#login")
        #expect(try chromium.text("#result-code").count == 32)
    }
}
