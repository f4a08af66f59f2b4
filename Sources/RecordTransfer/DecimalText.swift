internal import JSON

/// A decimal number as spreadsheets and programs write it: `-7`, `12.0`, `72,5`, `1.2E+01`.
struct DecimalText {
    private let sign: String
    private let whole: String
    let fraction: String
    private let exponent: Int

    /// - Parameter hasComma: whether the decimal mark may be a comma.
    init?(_ text: String, hasComma: Bool) {
        var rest = text.utf8[...]
        let sign = rest.first
        if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest = rest.dropFirst() }
        self.sign = sign == UInt8(ascii: "-") ? "-" : ""
        whole = DecimalText.digits(&rest)
        let hasMark = rest.first == UInt8(ascii: ".") || hasComma && rest.first == UInt8(ascii: ",")
        if hasMark { rest = rest.dropFirst() }
        fraction = hasMark ? DecimalText.digits(&rest) : ""
        let hasExponent = rest.first.map { $0 | 0x20 } == UInt8(ascii: "e")
        let exponent = hasExponent ? Int(Substring(rest.dropFirst())) : 0
        guard !whole.isEmpty, hasMark == !fraction.isEmpty, let exponent, exponent.magnitude < 1000,
            hasExponent || rest.isEmpty
        else { return nil }
        self.exponent = exponent
    }

    /// Whether it represents more digits than are written, as `1.23457E+11` does for a longer number.
    var lacksDigits: Bool { exponent > fraction.utf8.count }

    /// Exact if it is whole and fits into 64 bits, else the nearest representable number.
    var value: JSONValue {
        let digits = Array((whole + fraction).utf8)
        let places = whole.utf8.count + exponent
        if places > 0, places <= digits.count, digits[places...].allSatisfy({ $0 == 0x30 }) {
            let text = sign + String(decoding: digits[..<places], as: UTF8.self)
            return Int64(text).map(JSONValue.integer) ?? .string(text)
        }
        let text = "\(sign)\(whole).\(fraction.isEmpty ? "0" : fraction)e\(exponent)"
        guard let number = Double(text), number.isFinite else { return .string(text) }
        return JSONValue(number)
    }

    private static func digits(_ rest: inout Substring.UTF8View) -> String {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest.dropFirst(digits.count)
        return String(Substring(digits))
    }
}
