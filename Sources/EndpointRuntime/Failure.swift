package import HTTP
package import WeChat

/// An error on its way to the caller.
package struct Failure {
    package let error: WeChatError
    package let request: Request

    package init(_ error: WeChatError, request: Request) {
        self.error = error
        self.request = request
    }
}
