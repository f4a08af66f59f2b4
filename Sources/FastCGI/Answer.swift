package import HTTP

/// A handler's answer to one request.
package struct Answer {
    package let response: Response
    /// A line for the web server's error log, without its end; nil: nothing to say.
    package let log: String?

    /// Whether the line goes to the program's own standard error instead: nginx puts the whole request line, query and all,
    /// behind what it writes into its error log.
    package let logsApart: Bool

    package init(_ response: Response, log: String? = nil, logsApart: Bool = false) {
        self.response = response
        self.log = log
        self.logsApart = logsApart
    }
}
