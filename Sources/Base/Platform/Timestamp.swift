/// Unix seconds as text.
package enum Timestamp {
    /// RFC 3339 in UTC with whole seconds: `2018-07-04T08:01:27Z`. Times that RFC 3339 cannot express become the
    /// nearest that it can.
    package static func text(_ seconds: Int64) -> String {
        let seconds = min(max(seconds, writable.lowerBound), writable.upperBound)
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let date = CalendarDate(days: days)
        let time = Int(seconds - days * 86_400)
        return unsafe String(unsafeUninitializedCapacity: 20) { text in
            unsafe write(date.year, 4, to: text, at: 0)
            unsafe write(date.month, 2, to: text, at: 5)
            unsafe write(date.day, 2, to: text, at: 8)
            unsafe write(time / 3600, 2, to: text, at: 11)
            unsafe write(time / 60 % 60, 2, to: text, at: 14)
            unsafe write(time % 60, 2, to: text, at: 17)
            unsafe text[4] = UInt8(ascii: "-")
            unsafe text[7] = UInt8(ascii: "-")
            unsafe text[10] = UInt8(ascii: "T")
            unsafe text[13] = UInt8(ascii: ":")
            unsafe text[16] = UInt8(ascii: ":")
            unsafe text[19] = UInt8(ascii: "Z")
            return 20
        }
    }

    /// The seconds of the years 0 to 9999, which RFC 3339 can express.
    package static let writable: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

    private static func write(
        _ number: Int, _ width: Int, to text: UnsafeMutableBufferPointer<UInt8>, at start: Int
    ) {
        var rest = number
        for index in (start..<start + width).reversed() {
            unsafe text[index] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }
}
