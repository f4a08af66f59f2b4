package import HTTP
internal import Platform
package import WeChat

/// Selects a person's records: those from `start` to `end`, newest first, with the first `offset` skipped.
package struct RecordQuery: Sendable, Equatable {
    /// Unix seconds, both inclusive.
    package var start = Int64.min
    package var end = Int64.max
    package var offset: Int64 = 0
    /// The largest number of records; −1: all.
    package var size: Int64 = -1

    package init() {}

    /// From the query of a request.
    ///
    /// | parameter      | meaning                                        |
    /// |----------------|------------------------------------------------|
    /// | `start`, `end` | RFC 3339, both included                        |
    /// | `offset`       | 0 and more                                     |
    /// | `size`         | 1…100, or −1 for all; absent: all              |
    package init(_ request: Request) throws(WeChatError) {
        start = try RecordQuery.time("start", of: request)?.roundedUp ?? start
        end = try RecordQuery.time("end", of: request)?.roundedDown ?? end
        offset = try RecordQuery.number("offset", of: request) { $0 >= 0 } ?? offset
        size = try RecordQuery.number("size", of: request) { (1...100).contains($0) || $0 == -1 } ?? size
    }

    private static func time(
        _ name: String, of request: Request
    ) throws(WeChatError) -> (roundedDown: Int64, roundedUp: Int64)? {
        guard let text = try request.checkedQuery(name) else { return nil }
        // The unencoded plus of a zone offset arrives as a space.
        let bytes = Array(text.utf8)
        let sign = bytes.count - 6
        let mended = bytes.indices.map { $0 == sign && bytes[$0] == 0x20 ? UInt8(ascii: "+") : bytes[$0] }
        guard let (seconds, hasFraction) = Timestamp.parse(String(decoding: mended, as: UTF8.self)) else {
            throw .request(.invalid(name, reason: "must be a time such as 2018-07-04T08:01:27Z"))
        }
        return (seconds, hasFraction ? seconds + 1 : seconds)
    }

    private static func number(
        _ name: String, of request: Request, where isGood: (Int64) -> Bool
    ) throws(WeChatError) -> Int64? {
        guard let text = try request.checkedQuery(name) else { return nil }
        guard let number = Int64(text), isGood(number) else {
            throw .request(.invalid(name, reason: name == "size" ? "must be 1 to 100, or -1" : "must be 0 or more"))
        }
        return number
    }
}
