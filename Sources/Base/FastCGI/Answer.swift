package import HTTP

/// A handler's answer to one request.
package struct Answer {
    package let response: Response
    /// A line for the web server's error log, without its line end; nil: nothing to log.
    package let log: String?

    /// Whether the line goes to the program's own standard error instead: nginx appends the whole request line,
    /// including the query, to what it writes into its error log.
    package let logsApart: Bool

    package init(_ response: Response, log: String? = nil, logsApart: Bool = false) {
        self.response = response
        self.log = log
        self.logsApart = logsApart
    }
}
