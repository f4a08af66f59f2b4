import Foundation
import HTTP
import HTTPClient

/// A browser with a cookie jar that follows no redirect by itself. As real ones do, it gives cookies to every port of a
/// host.
final class Browser {
    private(set) var cookies: [String: String]
    /// What the last answers set, as it was sent.
    private(set) var setCookies: [String] = []
    let timeout: Double

    init(cookies: [String: String] = [:], timeout: Double = 30) {
        self.cookies = cookies
        self.timeout = timeout
    }

    /// Another browser with the same cookies.
    func copy() -> Browser { Browser(cookies: cookies, timeout: timeout) }

    func setCookie(_ name: String, _ value: String?) { cookies[name] = value }

    func get(_ url: String, headers: [(String, String)] = []) throws -> HTTPClientReply {
        try send(HTTPClientRequest(url: url, headers: headers))
    }

    /// Sends a form's fields.
    func post(_ url: String, _ fields: [(String, String)]) throws -> HTTPClientReply {
        let body = fields.map { "\(PercentEncoding.encode($0.0))=\(PercentEncoding.encode($0.1))" }
        let headers = [("Content-Type", "application/x-www-form-urlencoded")]
        return try send(
            HTTPClientRequest(
                method: "POST", url: url, headers: headers, body: Array(body.joined(separator: "&").utf8)))
    }

    private func send(_ request: HTTPClientRequest) throws -> HTTPClientReply {
        var request = request
        request.timeout = timeout
        // Browsers keep the fragment to themselves.
        request.url = String(request.url.prefix { $0 != "#" })
        request.maximumBodySize = 64 << 20
        if !cookies.isEmpty {
            let text = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
            request.headers.append(("Cookie", text))
        }
        var transfer = try Transfer()
        let reply = try transfer.perform(request)
        setCookies = reply.headers.filter { $0.name.lowercased() == "set-cookie" }.map(\.value)
        for cookie in setCookies { store(cookie) }
        return reply
    }

    private func store(_ cookie: String) {
        let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard pair.count == 2 else { return }
        cookies[String(pair[0])] = cookie.contains("Max-Age=0") ? nil : String(pair[1])
    }
}

extension HTTPClientReply {
    var location: String? { header("Location") }
}
