internal import Platform

/// Percent-encoding (RFC 3986, section 2.1), over bytes.
package enum PercentEncoding {
    /// Decodes percent-encoding; nil when a `%` is not followed by two hexadecimal digits.
    ///
    /// - Parameter plusIsSpace: true for form fields and query strings.
    package static func decode(_ bytes: some Collection<UInt8>, plusIsSpace: Bool) -> [UInt8]? {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(Hex.value), let low = rest.next().flatMap(Hex.value) else {
                    return nil
                }
                output.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: output.append(UInt8(ascii: " "))
            default: output.append(byte)
            }
        }
        return output
    }

    /// Encodes all but the unreserved characters, much like JavaScript's `encodeURIComponent`. The result is safe in a
    /// query's name or value, a path segment or a cookie.
    package static func encode(_ text: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count * 2)
        for byte in text.utf8 {
            if isUnreserved(byte) {
                output.append(byte)
            } else {
                output += [UInt8(ascii: "%"), Hex.upperCaseDigit(byte >> 4), Hex.upperCaseDigit(byte & 15)]
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }
}
