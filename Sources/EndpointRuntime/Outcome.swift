internal import HTTP
internal import WeChat

/// A response, and the error that it reports, if any.
struct Outcome {
    var response: Response
    let error: WeChatError?

    init(_ response: Response, error: WeChatError? = nil) {
        self.response = response
        self.error = error
    }
}
