/// `name=value&…` from a query string or a form body. A value is decoded only when it is asked for, so that a broken
/// parameter that nobody reads does no harm.
package struct FormFields: Sendable {
    private let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The decoded value of `name`, nil when it is absent.
    package func value(_ name: String) throws(RequestError) -> String? {
        var found: Range<Int>?
        var start = 0
        while start < bytes.count {
            let end = index(of: UInt8(ascii: "&"), in: start..<bytes.count)
            let equals = index(of: UInt8(ascii: "="), in: start..<end)
            if FormFields.matches(bytes[start..<equals], name) {
                guard found == nil else { throw .repeated(name) }
                found = min(equals + 1, end)..<end
            }
            start = end + 1
        }
        return try found.map { value throws(RequestError) in try FormFields.text(bytes[value], name: name) }
    }

    /// The position of the first such byte, or the end of `range`.
    private func index(of byte: UInt8, in range: Range<Int>) -> Int {
        var index = range.lowerBound
        while index < range.upperBound && bytes[index] != byte { index += 1 }
        return index
    }

    /// Decodes one value: percent-encoding, UTF-8, no NUL.
    package static func text(_ value: some Collection<UInt8>, name: String) throws(RequestError) -> String {
        guard let decoded = PercentEncoding.decode(value, plusIsSpace: true), !decoded.contains(0),
            let text = try? UTF8Span(validating: decoded.span)
        else { throw .malformed(name) }
        return String(copying: text)
    }

    private static func matches(_ key: ArraySlice<UInt8>, _ name: String) -> Bool {
        if key.count == name.utf8.count && key.elementsEqual(name.utf8) { return true }
        guard key.contains(UInt8(ascii: "%")) else { return false }
        return PercentEncoding.decode(key, plusIsSpace: true)?.elementsEqual(name.utf8) ?? false
    }
}
