/// Writes XML like WeChat's samples: texts in CDATA sections, numbers bare, nothing between the elements.
package struct XMLWriter {
    /// What has been written so far, in UTF-8.
    package private(set) var bytes: [UInt8] = []

    package init() { bytes.reserveCapacity(512) }

    /// An element with what `content` writes. `name` is a valid XML name.
    package mutating func element(_ name: String, _ content: (inout XMLWriter) -> Void) {
        open(name)
        content(&self)
        close(name)
    }

    /// An element with any text: `]]>` is split between two sections, and characters that XML does not allow (most
    /// control characters) are removed.
    package mutating func text(_ name: String, _ text: String) {
        open(name)
        bytes += "<![CDATA[".utf8
        let start = bytes.count
        for scalar in text.unicodeScalars where scalar.isXMLCharacter {
            if scalar == ">", bytes[start...].suffix(2).elementsEqual("]]".utf8) { bytes += "]]><![CDATA[".utf8 }
            bytes += String(scalar).utf8
        }
        bytes += "]]>".utf8
        close(name)
    }

    /// An element with a whole number.
    package mutating func number(_ name: String, _ number: Int64) {
        open(name)
        bytes += "\(number)".utf8
        close(name)
    }

    private mutating func open(_ name: String) { bytes += "<\(name)>".utf8 }

    private mutating func close(_ name: String) { bytes += "</\(name)>".utf8 }
}
