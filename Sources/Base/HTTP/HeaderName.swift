/// The name of a response header. Only literals can be names, so no input ever becomes one.
package struct HeaderName: ExpressibleByStringLiteral, Hashable, Sendable {
    package let text: String

    package init(stringLiteral value: StaticString) { text = value.description }
}

extension HeaderName {
    /// The meta-variable of a request header: `HTTP_X_REQUESTED_WITH`.
    static func variable(_ name: String) -> String {
        let letters = name.utf8.span
        return unsafe String(unsafeUninitializedCapacity: 5 + letters.count) { text in
            _ = unsafe text.initialize(from: "HTTP_".utf8)
            for index in letters.indices {
                let byte = letters[index]
                switch byte {
                case UInt8(ascii: "-"): unsafe text[5 + index] = UInt8(ascii: "_")
                case UInt8(ascii: "a")...UInt8(ascii: "z"): unsafe text[5 + index] = byte & 0xDF
                default: unsafe text[5 + index] = byte
                }
            }
            return 5 + letters.count
        }
    }
}
