internal import HTTP
internal import WeChat

/// What a caller of `/wx/config` asks for.
struct SignatureRequest {
    let url: String
    let callback: JSONPCallback?
    let wantsExplanation: Bool

    /// - Parameter explains: whether the caller may ask for an explanation.
    init(_ request: Request, explains: Bool) throws(WeChatError) {
        do throws(RequestError) {
            let name = try request.queryParameter("callback")
            callback = name.flatMap(JSONPCallback.init)
            if name != nil && callback == nil { throw .invalid("callback", reason: "must be a JavaScript name") }
            guard let url = try SignatureRequest.url(of: request), !url.isEmpty else { throw .missing("url") }
            self.url = url
            wantsExplanation = explains ? try request.queryParameter("explain") == "1" : false
        } catch { throw .request(error) }
    }

    /// The callback of a request that may have other faults; nil when it has none or a bad one.
    static func callback(of request: Request) -> JSONPCallback? {
        (try? request.queryParameter("callback")).flatMap { $0 }.flatMap(JSONPCallback.init)
    }

    private static func url(of request: Request) throws(RequestError) -> String? {
        if let url = try unencodedURL(request.rawQuery) { return url }
        return try request.queryParameter("url")
    }

    /// The address that the document's own client sends: `'…?url=' + window.location.href`, not encoded, so that the `&`
    /// of the page's own query splits it. It is told by its `?`, which `encodeURIComponent` would have encoded, and reaches
    /// up to the parameters that jQuery puts behind it. Nothing in it is decoded: it is the page's address already.
    private static func unencodedURL(_ query: [UInt8]) throws(RequestError) -> String? {
        guard query.starts(with: "url=".utf8), let mark = query.firstIndex(of: UInt8(ascii: "?")) else { return nil }
        let ends = query.indices.filter { index in
            query[index] == UInt8(ascii: "&") && markers.contains { query[index...].starts(with: $0.utf8) }
        }
        let end = ends.first ?? query.endIndex
        guard mark < end else { return nil }
        guard let url = String(validating: query[4..<end], as: UTF8.self) else { throw .malformed("url") }
        return url
    }

    private static let markers = ["&callback=", "&_="]
}
