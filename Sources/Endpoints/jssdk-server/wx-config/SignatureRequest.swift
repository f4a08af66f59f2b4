internal import HTTP
internal import WeChat

/// The request of a caller of `/wx/config`, which may have errors: they too are answered through its callback.
struct SignatureRequest {
    /// Nil when it is absent or invalid.
    let callback: JSONPCallback?
    private let callbackError: RequestError?
    private let plain: Result<PlainAddress?, RequestError>
    private let others: FormFields

    /// Parameters that clients append to the page address: the callback, jQuery's `_` and our own.
    private static let furtherNames = ["callback", "_", "explain"]

    init(_ request: Request) {
        plain = Result { () throws(RequestError) in
            try PlainAddress(request.rawQuery, "url", before: SignatureRequest.furtherNames)
        }
        others = (try? plain.get())?.others ?? FormFields(request.rawQuery)
        do throws(RequestError) {
            let name = try others.value("callback")
            callback = name.flatMap(JSONPCallback.init)
            let isInvalid = name != nil && callback == nil
            callbackError = isInvalid ? .invalid("callback", reason: "must be a JavaScript name") : nil
        } catch {
            callback = nil
            callbackError = error
        }
    }

    /// What to sign, and whether to explain it.
    ///
    /// - Parameter explains: whether the caller may ask for an explanation.
    func page(explains: Bool) throws(WeChatError) -> (url: String, wantsExplanation: Bool) {
        do throws(RequestError) {
            let plain = try plain.get()
            if let callbackError { throw callbackError }
            let url = if let plain { plain.text } else { try others.value("url") ?? "" }
            guard !url.isEmpty else { throw .missing("url") }
            return (url, explains ? try others.value("explain") == "1" : false)
        } catch { throw .request(error) }
    }
}
