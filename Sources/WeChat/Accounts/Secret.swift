/// A text that must stay hidden: an app secret, a token, a key. Describing or printing it gives `••••`; whoever needs
/// the text itself has to ask for it by name.
package struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The text itself. It belongs in a request to WeChat or under a signature, and nowhere else.
    package let exposed: String

    package init(_ text: String) { exposed = text }

    package var description: String { "••••" }
    package var debugDescription: String { "••••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
