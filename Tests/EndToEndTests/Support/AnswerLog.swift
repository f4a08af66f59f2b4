import Foundation
import HTTP
import HTTPClient
import JSON

/// Asks a site, and keeps each answer as `Scripts/check-openapi --answers` reads it.
final class AnswerLog {
    let site: Site
    /// A JSON object a line.
    private(set) var lines: [String] = []

    init(_ site: Site) { self.site = site }

    /// - Parameter body: sent as JSON.
    @discardableResult
    func ask(
        _ method: String, _ path: String, _ body: JSONValue? = nil, headers: [(String, String)] = []
    ) throws -> HTTPClientReply {
        let type = body == nil ? [] : [("Content-Type", "application/json")]
        return keep(method, path, try site.request(method, path, headers: type + headers, body: body?.text))
    }

    /// A page visit.
    @discardableResult
    func visit(_ address: String, _ browser: Browser) throws -> HTTPClientReply {
        let path = address.hasPrefix("/") ? address : String(address.dropFirst(site.address.count))
        return keep("GET", path, try browser.get(site.address + path))
    }

    /// A whole login, or what a refusal is answered with.
    @discardableResult
    func logIn(
        _ flow: LoginFlow, _ browser: Browser = Browser(), person: String = "xiaoming", _ decision: String = "allow"
    ) throws -> HTTPClientReply {
        try finish(visit(flow.start(site.page), browser), browser, person: person, decision)
    }

    /// What follows a redirect to WeChat's page.
    @discardableResult
    func finish(
        _ start: HTTPClientReply, _ browser: Browser, person: String = "xiaoming", _ decision: String = "allow"
    ) throws -> HTTPClientReply {
        guard let authorize = start.location else { throw SiteError(text: "no login: \(start.status) \(start.text)") }
        return try visit(site.decide(authorize, browser, person: person, decision), browser)
    }

    /// What is asked while the calls of a path of WeChat's fail.
    func failing(_ path: String, _ fault: String, _ asking: () throws -> Void) throws {
        try site.fail(path, fault, times: -1)
        try asking()
        try site.endFaults()
    }

    @discardableResult
    func keep(_ method: String, _ path: String, _ reply: HTTPClientReply) -> HTTPClientReply {
        let names = Set(reply.headers.map { $0.name.lowercased() }).sorted()
        let headers = names.map { name in
            let values = reply.headers.filter { $0.name.lowercased() == name }.map { JSONValue.string($0.value) }
            return JSONValue.Member(name, .array(values))
        }
        let line: JSONValue = [
            "method": .string(method), "path": .string(path), "status": .integer(Int64(reply.status)),
            "content_type": JSONValue(reply.header("Content-Type")), "headers": .object(headers),
            "body": .string(reply.text),
        ]
        lines.append(line.text)
        return reply
    }
}
