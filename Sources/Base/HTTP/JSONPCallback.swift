/// The name of the function that a JSONP answer calls: a JavaScript name with members and numbered elements, and
/// nothing that could be code of its own.
package struct JSONPCallback: Sendable {
    private let name: String

    /// Nil unless `name` is `[A-Za-z_$][0-9A-Za-z_$.]{0,127}`, which may contain `[0-9]+` in brackets.
    package init?(_ name: String) {
        let bytes = Array(name.utf8)
        guard bytes.count <= 128, let first = bytes.first, JSONPCallback.begins(first) else { return nil }
        var rest = bytes.dropFirst()
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "[") {
                let digits = rest.prefix { (0x30...0x39).contains($0) }
                rest = rest.dropFirst(digits.count)
                guard !digits.isEmpty, rest.popFirst() == UInt8(ascii: "]") else { return nil }
            } else if !JSONPCallback.continues(byte) {
                return nil
            }
        }
        self.name = name
    }

    /// The response that calls the function with `json`.
    package func response(_ json: [UInt8]) -> Response {
        let body = Array((name + "(").utf8) + JSONPCallback.escapingLineSeparators(json) + [UInt8(ascii: ")")]
        return Response(contentType: "application/javascript; charset=utf-8", body: body)
    }

    /// JSON allows U+2028 and U+2029. Before 2019, JavaScript took them for line ends, which broke the program.
    private static func escapingLineSeparators(_ json: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(json.count)
        var rest = json[...]
        while let byte = rest.popFirst() {
            if byte == 0xE2, rest.first == 0x80, let last = rest.dropFirst().first, last == 0xA8 || last == 0xA9 {
                output += (last == 0xA8 ? "\\u2028" : "\\u2029").utf8
                rest = rest.dropFirst(2)
            } else {
                output.append(byte)
            }
        }
        return output
    }

    private static func begins(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "$"): true
        default: false
        }
    }

    private static func continues(_ byte: UInt8) -> Bool {
        begins(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".")
    }
}
