/// Writes XML as WeChat's samples have it: texts in CDATA sections, numbers bare, nothing between the elements.
package struct XMLWriter {
    /// What was written so far, UTF-8.
    package private(set) var bytes: [UInt8] = []

    package init() { bytes.reserveCapacity(512) }

    /// An element that holds what `content` writes. `name` is a valid XML name.
    package mutating func element(_ name: String, _ content: (inout XMLWriter) -> Void) {
        open(name)
        content(&self)
        close(name)
    }

    /// An element that holds a text, whatever is in it: `]]>` is divided between two sections, and characters that XML cannot
    /// hold (most control characters) are left out.
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

    /// An element that holds a whole number.
    package mutating func number(_ name: String, _ number: Int64) {
        open(name)
        bytes += "\(number)".utf8
        close(name)
    }

    private mutating func open(_ name: String) { bytes += "<\(name)>".utf8 }

    private mutating func close(_ name: String) { bytes += "</\(name)>".utf8 }
}
