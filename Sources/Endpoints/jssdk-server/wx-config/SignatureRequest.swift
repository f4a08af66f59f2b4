internal import HTTP
internal import WeChat

/// What a caller of `/wx/config` asks for.
struct SignatureRequest {
    let url: String
    let callback: JSONPCallback?
    let wantsExplanation: Bool

    init(_ request: Request) throws(WeChatError) {
        do throws(RequestError) {
            let name = try request.queryParameter("callback")
            callback = name.flatMap(JSONPCallback.init)
            if name != nil && callback == nil { throw .invalid("callback", reason: "must be a JavaScript name") }
            guard let url = try SignatureRequest.url(of: request), !url.isEmpty else { throw .missing("url") }
            self.url = url
            wantsExplanation = try request.queryParameter("explain") == "1"
        } catch { throw .request(error) }
    }

    /// The callback of a request that may have other faults; nil when it has none or a bad one.
    static func callback(of request: Request) -> JSONPCallback? {
        (try? request.queryParameter("callback")).flatMap { $0 }.flatMap(JSONPCallback.init)
    }

    private static func url(of request: Request) throws(RequestError) -> String? {
        if let url = unencodedURL(request.rawQuery) { return url }
        return try request.queryParameter("url")
    }

    /// The address that the document's own client sends: `'…?url=' + window.location.href`, not encoded, so that the `&`
    /// of the page's own query splits it. It is told by its `?`, which `encodeURIComponent` would have encoded, and reaches
    /// up to the parameters that jQuery puts behind it. Nothing in it is decoded: it is the page's address already.
    private static func unencodedURL(_ query: String) -> String? {
        guard query.hasPrefix("url=") else { return nil }
        let rest = query.utf8.dropFirst(4)
        var end = rest.endIndex
        for marker in ["&callback=", "&_="] { end = min(end, start(of: marker, in: rest)) }
        let url = rest[..<end]
        return url.contains(UInt8(ascii: "?")) ? String(url) : nil
    }

    private static func start(of marker: String, in text: Substring.UTF8View) -> String.Index {
        var index = text.startIndex
        while index < text.endIndex {
            if text[index...].starts(with: marker.utf8) { return index }
            text.formIndex(after: &index)
        }
        return text.endIndex
    }
}
