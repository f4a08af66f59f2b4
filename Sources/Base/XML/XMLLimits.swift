/// How large a document may be: the defaults are far above any message of WeChat's, and far below what does harm.
package struct XMLLimits: Sendable {
    package var bytes: Int
    /// Levels; the root is the first.
    package var depth: Int
    /// At all levels together.
    package var elements: Int

    package init(bytes: Int = 1 << 20, depth: Int = 32, elements: Int = 10_000) {
        self.bytes = bytes
        self.depth = depth
        self.elements = elements
    }
}
