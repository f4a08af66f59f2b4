/// An element of an XML document: its name, and its text or child elements. Attributes, comments and processing
/// instructions are dropped: WeChat's messages have none.
package struct XMLElement: Equatable, Sendable {
    package let name: String
    /// The character data, CDATA sections and the rest joined; empty when it has child elements.
    package let text: String
    /// In the document's order.
    package let children: [XMLElement]

    package init(_ name: String, text: String = "", children: [XMLElement] = []) {
        self.name = name
        self.text = text
        self.children = children
    }

    /// The first child with that name, or nil.
    package subscript(_ name: String) -> XMLElement? { children.first { $0.name == name } }
}
