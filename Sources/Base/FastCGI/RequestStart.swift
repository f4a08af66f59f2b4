internal import CFastCGI
internal import HTTP
internal import Platform

/// When the web server received a request, if it says so: `REQUEST_START`, Unix seconds with milliseconds, like nginx's
/// `$msec`. Clients cannot set it, because their headers begin with `HTTP_`.
enum RequestStart {
    /// A longer time, in seconds, was not spent waiting: the clock was set.
    private static let most = 120.0

    /// The time on the monotonic clock; nil if unknown.
    static func arrival(_ variables: borrowing ExchangeVariables) -> Double? {
        guard let start = variables.value("REQUEST_START").flatMap(Double.init) else { return nil }
        var now = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        let age = Double(now.tv_sec) + Double(now.tv_nsec) / 1e9 - start
        return (0...most).contains(age) ? Deadline.monotonic() - age : nil
    }
}
