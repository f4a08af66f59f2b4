import Foundation
import HTTPClient
import JSON
import Testing

/// A real Chromium without a window, told what to do through chromedriver (https://www.w3.org/TR/webdriver2/).
final class Chromium {
    private let driver: RunningCommand
    private let port: UInt16
    private var session = ""
    private let folder: String

    init() throws {
        port = Ports.free()
        folder = "/tmp/wb-\(UUID().uuidString.prefix(6))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        driver = try Command.start("/usr/bin/chromedriver", ["--port=\(port)"])
        while (try? call("GET", "/status"))?["ready"]?.bool != true { Thread.sleep(forTimeInterval: 0.05) }
        let options: JSONValue = [
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=420,900", "--hide-scrollbars",
                "--disable-dev-shm-usage", .string("--user-data-dir=\(folder)"),
            ]
        ]
        let wanted: JSONValue = ["capabilities": ["alwaysMatch": ["goog:chromeOptions": options]]]
        session = try #require(try call("POST", "/session", wanted)["sessionId"]?.string)
    }

    deinit {
        _ = try? call("DELETE", "/session/\(session)")
        kill(driver.pid, SIGTERM)
        _ = driver.finish()
        try? FileManager.default.removeItem(atPath: folder)
    }

    func open(_ url: String) throws { try command("url", ["url": .string(url)]) }

    var url: String {
        get throws { try call("GET", "/session/\(session)/url").string ?? "" }
    }

    /// Clicks what a CSS selector names, when it is there.
    func click(_ selector: String) throws {
        let id = try waitFor("an element \(selector)") { try element(selector) }
        try command("element/\(id)/click")
    }

    /// The text of what a CSS selector names, once it fits.
    @discardableResult
    func text(_ selector: String, where fits: (String) -> Bool = { !$0.isEmpty }) throws -> String {
        try waitFor("a text of \(selector)") {
            guard let id = try element(selector) else { return nil }
            guard let text = (try? call("GET", "/session/\(session)/element/\(id)/text"))?.string else { return nil }
            return fits(text) ? text : nil
        }
    }

    /// Writes into what a CSS selector names, in the place of what was there. (The driver's own typing knows no emoji.)
    func write(_ text: String, into selector: String) throws {
        try run(
            """
            const field = document.querySelector(arguments[0]);
            field.value = arguments[1];
            field.dispatchEvent(new Event("input", {bubbles: true}));
            """, .string(selector), .string(text))
    }

    /// What a script returns.
    @discardableResult
    func run(_ script: String, _ arguments: JSONValue...) throws -> JSONValue {
        try command("execute/sync", ["script": .string(script), "args": .array(arguments)])
    }

    /// Waits until a script returns true.
    func wait(until condition: String) throws {
        _ = try waitFor("page on which \(condition)") { try run("return " + condition) == true ? true : nil }
    }

    /// Has the page be as wide as a phone is, in CSS pixels, whatever the window's least width is.
    func becomePhone(width: Int64 = 375, height: Int64 = 812) throws {
        let metrics: JSONValue = [
            "width": .integer(width), "height": .integer(height), "deviceScaleFactor": 1, "mobile": true,
        ]
        try command("goog/cdp/execute", ["cmd": "Emulation.setDeviceMetricsOverride", "params": metrics])
    }

    /// A picture of the page, PNG. Kept as `name` in the folder that `WECHAT_SCREENSHOTS` names, for docs/.
    func screenshot(_ name: String) throws -> Data {
        let value = try call("GET", "/session/\(session)/screenshot").string ?? ""
        let picture = try #require(Data(base64Encoded: value))
        if let folder = ProcessInfo.processInfo.environment["WECHAT_SCREENSHOTS"] {
            try picture.write(to: URL(fileURLWithPath: "\(folder)/\(name).png"))
        }
        return picture
    }

    private func element(_ selector: String) throws -> String? {
        let found = try? command("element", ["using": "css selector", "value": .string(selector)])
        guard case .object(let members) = found else { return nil }
        return members.first?.value.string
    }

    private func waitFor<T>(_ what: String, _ look: () throws -> T?) throws -> T {
        let end = Date().addingTimeInterval(20)
        while Date() < end {
            if let found = try look() { return found }
            Thread.sleep(forTimeInterval: 0.05)
        }
        throw SiteError(text: "no \(what) at \(try url)")
    }

    @discardableResult
    private func command(_ name: String, _ body: JSONValue = [:]) throws -> JSONValue {
        try call("POST", "/session/\(session)/\(name)", body)
    }

    @discardableResult
    private func call(_ method: String, _ path: String, _ body: JSONValue? = nil) throws -> JSONValue {
        var transfer = try Transfer()
        var request = HTTPClientRequest(method: method, url: "http://127.0.0.1:\(port)\(path)", body: body?.bytes)
        request.timeout = 60
        request.maximumBodySize = 32 << 20
        let reply = try transfer.perform(request)
        let value = try JSONValue(parsing: reply.body)["value"] ?? .null
        guard reply.status == 200 else { throw SiteError(text: "\(path): \(value["message"]?.string ?? reply.text)") }
        return value
    }
}
