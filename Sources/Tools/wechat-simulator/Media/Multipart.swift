/// A body of `multipart/form-data` (RFC 7578), as far as an upload needs it.
struct Multipart {
    private let body: [UInt8]
    private let delimiter: [UInt8]

    /// - Returns: nil unless the `Content-Type` is this one, with a boundary.
    init?(_ body: [UInt8], contentType: String) {
        guard contentType.lowercased().hasPrefix("multipart/form-data;"),
            let boundary = Multipart.parameter("boundary", of: contentType), !boundary.isEmpty
        else { return nil }
        // The first delimiter has no line break before it.
        self.body = [0x0D, 0x0A] + body
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    /// The content of the part with that name; nil if there is none.
    func part(_ name: String) -> ArraySlice<UInt8>? {
        var rest = body[...]
        guard let first = range(of: delimiter, in: rest) else { return nil }
        rest = rest[first.upperBound...]
        while let end = range(of: delimiter, in: rest) {
            let part = rest[..<end.lowerBound]
            rest = rest[end.upperBound...]
            guard let gap = range(of: Array("\r\n\r\n".utf8), in: part) else { continue }
            if Multipart.name(part[..<gap.lowerBound]) == name { return part[gap.upperBound...] }
        }
        return nil
    }

    /// The part's name, from `Content-Disposition: form-data; name="media"; filename="…"`.
    private static func name(_ head: ArraySlice<UInt8>) -> String? {
        let lines = String(decoding: head, as: UTF8.self).split { $0.isNewline }
        let line = lines.first { $0.lowercased().hasPrefix("content-disposition:") }
        return line.flatMap { parameter("name", of: String($0)) }
    }

    /// The value of a header parameter, in quotes or not.
    private static func parameter(_ name: String, of header: String) -> String? {
        for field in header.split(separator: ";").dropFirst() {
            let pair = field.split(separator: "=", maxSplits: 1)
            let key = pair[0].drop { $0 == " " }
            guard pair.count == 2, key.lowercased() == name else { continue }
            return String(pair[1].filter { $0 != "\"" })
        }
        return nil
    }

    private func range(of pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        var start = bytes.startIndex
        while let found = bytes[start...].firstIndex(of: pattern[0]) {
            if bytes[found...].starts(with: pattern) { return found..<found + pattern.count }
            start = found + 1
        }
        return nil
    }
}
