/// `name=value&…` as it stands in a query string or a form body; decoded only where it is asked for, so that a broken
/// parameter that nobody reads does no harm.
package struct FormFields: Sendable {
    private let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The decoded value of `name`, nil when it is absent.
    package func value(_ name: String) throws(RequestError) -> String? {
        var found: ArraySlice<UInt8>?
        var rest = bytes[...]
        while !rest.isEmpty {
            let field = rest.prefix { $0 != UInt8(ascii: "&") }
            rest = rest.dropFirst(field.count + 1)
            let (key, value) = FormFields.split(field)
            guard FormFields.matches(key, name) else { continue }
            guard found == nil else { throw .repeated(name) }
            found = value
        }
        return try found.map { value throws(RequestError) in try FormFields.text(value, name: name) }
    }

    /// Decodes one value: percent-encoding, UTF-8, no NUL.
    package static func text(_ value: some Collection<UInt8>, name: String) throws(RequestError) -> String {
        guard let decoded = PercentEncoding.decode(value, plusIsSpace: true), !decoded.contains(0),
            let text = String(validating: decoded, as: UTF8.self)
        else { throw .malformed(name) }
        return text
    }

    private static func split(_ field: ArraySlice<UInt8>) -> (key: ArraySlice<UInt8>, value: ArraySlice<UInt8>) {
        guard let equals = field.firstIndex(of: UInt8(ascii: "=")) else { return (field, []) }
        return (field[..<equals], field[(equals + 1)...])
    }

    private static func matches(_ key: ArraySlice<UInt8>, _ name: String) -> Bool {
        if key.elementsEqual(name.utf8) { return true }
        guard key.contains(UInt8(ascii: "%")) else { return false }
        return PercentEncoding.decode(key, plusIsSpace: true)?.elementsEqual(name.utf8) ?? false
    }
}
