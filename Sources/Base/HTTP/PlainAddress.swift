/// A web address that a client put into a query or a form without encoding it:
/// `…?url=http://h5.example.com/p?a=1&b=2&callback=cb`.
///
/// It is recognized by its `://`, which every encoder would have encoded, and extends to the parameters that the client
/// appends. Nothing in it is decoded, not even percent signs and `+`: it already is the page address.
///
/// Source: document 001, section 2, whose client does so; `docs/protocol/README.md`, "Requests".
package struct PlainAddress {
    package let text: String
    /// The query without the address.
    package let others: FormFields

    /// - Parameters:
    ///   - query: a query string or the body of a form.
    ///   - name: the parameter that holds the address.
    ///   - names: parameters that the client may append, each at most once, unless `query` already has them before the
    ///     address. Any further one of such a name belongs to the address.
    /// - Returns: nil when there is no such parameter, or its address is encoded.
    /// - Throws: `malformed` when it is not UTF-8, `repeated` when there is another.
    package init?(_ query: [UInt8], _ name: String, before names: [String]) throws(RequestError) {
        guard let start = PlainAddress.start(query, name), PlainAddress.isPlain(query[start...]) else { return nil }
        let front = query[..<start].dropLast(name.utf8.count + 1)
        let parameter = query[start...].prefix { $0 != UInt8(ascii: "&") }
        // Without a `?` it has no query, so what follows belongs to the client.
        let hasQuery = parameter.contains(UInt8(ascii: "?"))
        var end = hasQuery ? query.endIndex : parameter.endIndex
        var left = names.filter { (try? FormFields(Array(front)).value($0)) == .some(nil) }
        while hasQuery, let place = query[start..<end].lastIndex(of: UInt8(ascii: "&")),
            let found = left.firstIndex(where: { query[(place + 1)..<end].starts(with: Array("\($0)=".utf8)) })
        {
            left.remove(at: found)
            end = place
        }
        guard let text = String(validating: query[start..<end], as: UTF8.self) else { throw .malformed(name) }
        self.text = text
        others = FormFields(Array(front) + query[end...])
        let other = hasQuery ? nil : try others.value(name)
        guard other == nil else { throw .repeated(name) }
    }

    /// The position of the value of the first such parameter.
    private static func start(_ query: [UInt8], _ name: String) -> Int? {
        let wanted = Array("\(name)=".utf8)
        var start = query.startIndex
        while start < query.endIndex {
            if query[start...].starts(with: wanted) { return start + wanted.count }
            guard let next = query[start...].firstIndex(of: UInt8(ascii: "&")) else { return nil }
            start = next + 1
        }
        return nil
    }

    /// An address with an encoded `?` and no plain one was encoded by somebody who leaves `:` and `/` as they are. And
    /// no page address contains control characters.
    private static func isPlain(_ value: ArraySlice<UInt8>) -> Bool {
        let scheme = value.prefix(8).map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
        guard scheme.starts(with: "http://".utf8) || scheme.starts(with: "https://".utf8) else { return false }
        let parameter = value.prefix { $0 != UInt8(ascii: "&") }
        guard !parameter.contains(UInt8(ascii: "?")) else { return true }
        return !parameter.indices.contains { place in
            ["%3F", "%3f", "%23", "%0A", "%0a", "%0D", "%0d", "%00"].contains {
                parameter[place...].starts(with: $0.utf8)
            }
        }
    }
}

extension Request {
    /// A web address from the JSON body, else the form body, else the query; nil when it is absent or empty. An
    /// unencoded one is taken as it is.
    ///
    /// - Parameter names: parameters that clients append to it.
    package func address(_ name: String, before names: [String] = []) throws(RequestError) -> String? {
        if try json() == nil {
            if let plain = try PlainAddress(body(), name, before: names) { return plain.text }
            if try body().isEmpty, let plain = try PlainAddress(rawQuery, name, before: names) { return plain.text }
        }
        return try parameter(name)
    }

    /// The same from the query alone.
    package func queryAddress(_ name: String, before names: [String] = []) throws(RequestError) -> String? {
        if let plain = try PlainAddress(rawQuery, name, before: names) { return plain.text }
        return try queryParameter(name)
    }
}
