/// An element of an XML document: its name, and its text or the elements in it. Attributes, comments and processing
/// instructions are not kept: WeChat's messages have none.
package struct XMLElement: Equatable, Sendable {
    package let name: String
    /// The character data, CDATA sections and the rest joined; empty when there are elements in it.
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
