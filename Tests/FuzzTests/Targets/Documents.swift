import JSON
import XML

/// XML and JSON: whatever is taken can be written, and is the same when it is read again.
enum Documents {
    static func checkJSON(_ bytes: [UInt8]) throws {
        let strict = try? JSONValue(parsing: bytes)
        if let strict { try checkWriting(strict) }
        if let lenient = try? JSONValue(leniently: bytes) { try checkWriting(lenient) }
        guard let tolerant = try? JSONValue(tolerantly: bytes) else {
            return try promise(strict == nil, "what the strict reader takes, the tolerant one takes")
        }
        try checkWriting(tolerant)
        if let exact = try? JSONValue(parsing: bytes, rejectsDuplicates: true) {
            try promise(exact == strict, "duplicates apart, it is the same value")
        }
    }

    static func checkWriting(_ value: JSONValue) throws {
        let written = value.bytes
        try promise(String(validating: written, as: UTF8.self) != nil, "JSON is written as UTF-8")
        let again = try JSONValue(parsing: written, limits: .own)
        try promise(again.bytes == written, "JSON comes back as it was written")
    }

    static func checkXML(_ bytes: [UInt8]) throws {
        let strict = try? XMLElement(parsing: bytes)
        if let strict { try checkWriting(strict) }
        guard let tolerant = try? XMLElement(tolerantly: bytes) else {
            return try promise(strict == nil, "what the strict reader takes, the tolerant one takes")
        }
        if let strict { return try promise(strict == tolerant, "what is XML is not mended") }
        try checkWriting(tolerant)
    }

    private static func checkWriting(_ root: XMLElement) throws {
        var writer = XMLWriter()
        write(root, &writer)
        try promise(String(validating: writer.bytes, as: UTF8.self) != nil, "XML is written as UTF-8")
        let again = try XMLElement(
            parsing: writer.bytes, limits: XMLLimits(bytes: 1 << 24, depth: 64, elements: 20_000))
        try promise(isSame(again, root), "XML comes back as it was written")
    }

    private static func write(_ element: XMLElement, _ writer: inout XMLWriter) {
        if element.children.isEmpty { return writer.text(element.name, element.text) }
        writer.element(element.name) { writer in for child in element.children { write(child, &writer) } }
    }

    /// A reader of XML takes CR LF and CR for LF.
    private static func isSame(_ a: XMLElement, _ b: XMLElement) -> Bool {
        func lines(_ text: String) -> String.UnicodeScalarView {
            var lines = String.UnicodeScalarView()
            var last: Unicode.Scalar?
            for scalar in text.unicodeScalars {
                if scalar != "\n" || last != "\r" { lines.append(scalar == "\r" ? "\n" : scalar) }
                last = scalar
            }
            return lines
        }
        guard a.name == b.name, a.children.count == b.children.count else { return false }
        if a.children.isEmpty { return lines(a.text).elementsEqual(lines(b.text)) }
        return zip(a.children, b.children).allSatisfy(isSame)
    }
}
