internal import HTTP
internal import WeChat

/// The request of a caller of `/wx/config`, which may have errors: they too are answered through its callback.
struct SignatureRequest {
    /// Nil when it is absent or invalid.
    private(set) var callback: JSONPCallback?
    private var plain: PlainAddress?
    private let others: FormFields
    /// What is wrong with the address as a parameter, or else with the callback.
    private var error: RequestError?

    /// Parameters that clients append to the page address: the callback, jQuery's `_` and our own.
    private static let furtherNames = ["callback", "_", "explain"]

    init(_ request: Request) {
        do throws(RequestError) {
            plain = try PlainAddress(request.rawQuery, "url", before: SignatureRequest.furtherNames)
        } catch { self.error = error }
        others = plain?.others ?? FormFields(request.rawQuery)
        do throws(RequestError) {
            guard let name = try others.value("callback") else { return }
            callback = JSONPCallback(name)
            if callback == nil { throw .invalid("callback", reason: "must be a JavaScript name") }
        } catch { self.error = self.error ?? error }
    }

    /// What to sign, and whether to explain it.
    ///
    /// - Parameter explains: whether the caller may ask for an explanation.
    func page(explains: Bool) throws(WeChatError) -> (url: String, wantsExplanation: Bool) {
        do throws(RequestError) {
            if let error { throw error }
            let url = if let plain { plain.text } else { try others.value("url") ?? "" }
            guard !url.isEmpty else { throw .missing("url") }
            return (url, explains ? try others.value("explain") == "1" : false)
        } catch { throw .request(error) }
    }
}
