internal import Glibc

/// Unix seconds as text.
package enum Timestamp {
    /// RFC 3339 in UTC with whole seconds: `2018-07-04T08:01:27Z`. The corresponding C function is `gmtime_r`.
    package static func text(_ seconds: Int64) -> String {
        var time = time_t(seconds)
        var parts = unsafe tm()
        unsafe gmtime_r(&time, &parts)
        let date = unsafe "\(pad(parts.tm_year + 1900, 4))-\(pad(parts.tm_mon + 1, 2))-\(pad(parts.tm_mday, 2))"
        return unsafe date + "T\(pad(parts.tm_hour, 2)):\(pad(parts.tm_min, 2)):\(pad(parts.tm_sec, 2))Z"
    }

    /// The seconds of the years 0 to 9999, which RFC 3339 can write.
    package static let writable: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

    private static func pad(_ number: Int32, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
