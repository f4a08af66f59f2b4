import Platform

/// The `rid` at the end of an error's text: `6aac005a-01bfdbee-79769285`, three groups of eight hexadecimal digits, the
/// first of them the time in Unix seconds.
enum RequestTag {
    static func make(now: Int64) -> String {
        [now, random(), random()].map { digits(UInt32(truncatingIfNeeded: $0)) }.joined(separator: "-")
    }

    private static func random() -> Int64 { Random.bytes(4).reduce(0) { $0 << 8 | Int64($1) } }

    private static func digits(_ number: UInt32) -> String {
        Hex.encode(stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt32($0)) })
    }
}
