/// The fields of a `multipart/form-data` body (RFC 7578). Files are skipped.
struct MultipartForm {
    /// Values as they were sent.
    private let fields: [(name: [UInt8], value: ArraySlice<UInt8>)]

    private static let mostParts = 200
    private static let longestHeader = 4096

    /// Nil when the type names no boundary.
    ///
    /// - Throws: `bodyUnreadable` when the body does not have the form that the type announces.
    init?(_ body: [UInt8], type: String) throws(RequestError) {
        guard MultipartForm.isNamed("multipart/form-data", Array(type.utf8)[...]),
            let boundary = MultipartForm.boundary(type)
        else {
            return nil
        }
        var fields: [(name: [UInt8], value: ArraySlice<UInt8>)] = []
        let delimiter = Array("--".utf8) + boundary
        guard var rest = MultipartForm.after(delimiter, in: body[...])?.after else {
            throw MultipartForm.fault("has no boundary")
        }
        for _ in 0..<MultipartForm.mostParts {
            if rest.starts(with: "--".utf8) {
                self.fields = fields
                return
            }
            guard
                let header = MultipartForm.after(
                    [0x0D, 0x0A, 0x0D, 0x0A], in: rest.prefix(MultipartForm.longestHeader)),
                let part = MultipartForm.after([0x0D, 0x0A] + delimiter, in: rest[header.after.startIndex...])
            else { throw MultipartForm.fault("a part does not end") }
            if let name = MultipartForm.fieldName(header.before) { fields.append((name, part.before)) }
            rest = part.after
        }
        throw MultipartForm.fault("has more than \(MultipartForm.mostParts) parts")
    }

    /// The value of `name`, nil when it is absent: UTF-8 without NUL.
    func value(_ name: String) throws(RequestError) -> String? {
        let found = fields.filter { $0.name.elementsEqual(name.utf8) }
        guard found.count <= 1 else { throw .repeated(name) }
        guard let bytes = found.first?.value else { return nil }
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else { throw .malformed(name) }
        return text
    }

    private static func fault(_ reason: String) -> RequestError {
        .bodyUnreadable(reason: "the multipart form \(reason)")
    }

    /// Token or quoted string, 1 to 70 characters (RFC 2046, 5.1.1).
    private static func boundary(_ type: String) -> [UInt8]? {
        let value = parameter("boundary", of: Array(type.utf8)[...])
        return value.flatMap { (1...70).contains($0.count) ? $0 : nil }
    }

    /// The name of a part that is not a file.
    private static func fieldName(_ header: ArraySlice<UInt8>) -> [UInt8]? {
        for line in header.split(separator: 0x0A) where isNamed("content-disposition:", line) {
            let isFile = parameter("filename", of: line) != nil || parameter("filename*", of: line) != nil
            return isFile ? nil : parameter("name", of: line)
        }
        return nil
    }

    /// The value of `; name="a"` or `; name=a` after a header's first word. The name is compared without case; in
    /// quotes a backslash escapes the next character.
    private static func parameter(_ name: String, of text: ArraySlice<UInt8>) -> [UInt8]? {
        var rest = text.drop { $0 != UInt8(ascii: ";") }
        while rest.popFirst() != nil {
            rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
            let isWanted = isNamed(name + "=", rest)
            rest = rest.drop { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }
            guard rest.first == UInt8(ascii: "=") else { continue }
            rest = rest.dropFirst()
            let value = value(&rest)
            if isWanted { return value }
            rest = rest.drop { $0 != UInt8(ascii: ";") }
        }
        return nil
    }

    private static func value(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
        var value: [UInt8] = []
        let isQuoted = rest.first == UInt8(ascii: "\"")
        if isQuoted { rest = rest.dropFirst() }
        while let byte = rest.first {
            if isQuoted ? byte == UInt8(ascii: "\"") : byte == UInt8(ascii: ";") || byte <= 0x20 { break }
            rest = rest.dropFirst()
            if isQuoted && byte == UInt8(ascii: "\\"), let next = rest.popFirst() {
                value.append(next)
            } else {
                value.append(byte)
            }
        }
        return value
    }

    /// Whether the text begins with a word, without regard to case.
    private static func isNamed(_ word: String, _ text: ArraySlice<UInt8>) -> Bool {
        text.starts(with: Array(word.utf8)) { ((0x41...0x5A).contains($0) ? $0 + 0x20 : $0) == $1 }
    }

    /// The parts before and after the first such bytes. Each position is examined once, and most of them only by their
    /// first byte.
    private static func after(
        _ bytes: [UInt8], in text: ArraySlice<UInt8>
    ) -> (before: ArraySlice<UInt8>, after: ArraySlice<UInt8>)? {
        var place = text.startIndex
        while let start = text[place...].firstIndex(of: bytes[0]), start + bytes.count <= text.endIndex {
            if text[start..<(start + bytes.count)].elementsEqual(bytes) {
                return (text[..<start], text[(start + bytes.count)...])
            }
            place = start + 1
        }
        return nil
    }
}
