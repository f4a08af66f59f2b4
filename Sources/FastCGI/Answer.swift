package import HTTP

/// A handler's answer to one request.
package struct Answer {
    package let response: Response
    /// A line for the web server's error log, without its end; nil: nothing to say.
    package let log: String?

    package init(_ response: Response, log: String? = nil) {
        self.response = response
        self.log = log
    }
}
