internal import CFastCGI
internal import HTTP
internal import Platform

/// When the web server got a request, if it says so: `REQUEST_START`, Unix seconds with milliseconds, as nginx's `$msec` has
/// them. A client cannot set it: what clients send is under `HTTP_`.
enum RequestStart {
    /// Seconds beyond which it is no time that a request can have waited, but a clock that was set.
    private static let most = 120.0

    /// The time on the monotonic clock; nil when it is not known.
    static func arrival(_ variables: borrowing ExchangeVariables) -> Double? {
        guard let start = variables.value("REQUEST_START").flatMap(Double.init) else { return nil }
        var now = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        let age = Double(now.tv_sec) + Double(now.tv_nsec) / 1e9 - start
        return (0...most).contains(age) ? Deadline.monotonic() - age : nil
    }
}
