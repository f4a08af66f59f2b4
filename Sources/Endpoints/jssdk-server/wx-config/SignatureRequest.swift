internal import HTTP
internal import WeChat

/// The request of a caller of `/wx/config`.
struct SignatureRequest {
    let url: String
    let callback: JSONPCallback?
    let wantsExplanation: Bool

    /// Parameters that clients append to the page address: the callback, jQuery's `_` and our own.
    private static let furtherNames = ["callback", "_", "explain"]

    /// - Parameter explains: whether the caller may ask for an explanation.
    init(_ request: Request, explains: Bool) throws(WeChatError) {
        do throws(RequestError) {
            let plain = try PlainAddress(request.rawQuery, "url", before: SignatureRequest.furtherNames)
            let others = plain?.others ?? FormFields(request.rawQuery)
            let name = try others.value("callback")
            callback = name.flatMap(JSONPCallback.init)
            if name != nil && callback == nil { throw .invalid("callback", reason: "must be a JavaScript name") }
            let url = if let plain { plain.text } else { try others.value("url") ?? "" }
            guard !url.isEmpty else { throw .missing("url") }
            self.url = url
            wantsExplanation = explains ? try others.value("explain") == "1" : false
        } catch { throw .request(error) }
    }

    /// The callback of a request that may have other errors; nil when it is absent or invalid.
    static func callback(of request: Request) -> JSONPCallback? {
        let plain = (try? PlainAddress(request.rawQuery, "url", before: furtherNames)).flatMap { $0 }
        let others = plain?.others ?? FormFields(request.rawQuery)
        return (try? others.value("callback")).flatMap { $0 }.flatMap(JSONPCallback.init)
    }
}
