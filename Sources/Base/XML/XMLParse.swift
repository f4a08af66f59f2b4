internal import CExpat

/// The state of one parse: the open elements, and what they contain so far.
@unsafe struct XMLParse {
    /// An element that has not ended yet.
    private struct Open {
        let name: String
        var text: [UInt8] = []
        var children: [XMLElement] = []
    }

    private let parser: OpaquePointer  // <XML_Parser>
    private let limits: XMLLimits
    private var open: [Open] = []
    private var count = 0
    /// The document's element, once it has ended.
    private(set) var root: XMLElement?
    private(set) var fault: XMLError?

    /// - Parameter parser: stopped at the first error.
    init(_ parser: OpaquePointer, limits: XMLLimits) {
        unsafe self.parser = unsafe parser
        unsafe self.limits = limits
    }

    mutating func open(_ name: String) {
        unsafe count += 1
        guard unsafe count <= limits.elements else { return unsafe refuse("more than \(limits.elements) elements") }
        guard unsafe open.count < limits.depth else {
            return unsafe refuse("nested deeper than \(limits.depth) levels")
        }
        unsafe open.append(Open(name: name))
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        guard unsafe !open.isEmpty else { return }
        unsafe open[open.count - 1].text.append(contentsOf: bytes)
    }

    mutating func close() {
        guard unsafe fault == nil, let last = unsafe open.popLast() else { return }
        let text = last.children.isEmpty ? String(decoding: last.text, as: UTF8.self) : ""
        let element = XMLElement(last.name, text: text, children: last.children)
        guard unsafe !open.isEmpty else { return unsafe root = element }
        unsafe open[open.count - 1].children.append(element)
    }

    /// Checks the encoding that the document declares.
    mutating func declare(encoding: String) {
        let name = encoding.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        if name != Array("utf-8".utf8) && name != Array("utf8".utf8) { unsafe refuse("an encoding other than UTF-8") }
    }

    /// Ends the parse. Expat may still call back for what it has already read.
    mutating func refuse(_ message: String) {
        guard unsafe fault == nil else { return }
        unsafe fault = XMLError(line: Int(libexpat_line_number(parser)), message: message)
        unsafe libexpat_stop(parser)
    }
}
