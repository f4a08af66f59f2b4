/// How large a JSON text may be. It is checked on the bytes, before any tree is built: the tree of `[{},{},…]` takes 90
/// times the space of its text.
package struct JSONLimits: Sendable, Equatable {
    /// Levels of arrays and objects.
    package let depth: Int
    /// Values at all levels together; a nested array or object counts twice.
    package let elements: Int

    package init(depth: Int, elements: Int) {
        self.depth = depth
        self.elements = elements
    }

    /// For strangers: a request has tens of members, a push a hundred at most.
    package static let request = JSONLimits(depth: 32, elements: 1000)
    /// For answers of WeChat, a handler or an engine. WeChat's largest answer is a list of 10,000 openids.
    package static let answer = JSONLimits(depth: 32, elements: 20_000)
    /// For this host's own files and database. The depth is Jansson's limit.
    package static let own = JSONLimits(depth: 2048, elements: 1_000_000)

    /// Throws for a text beyond the limits. One that is not JSON may pass, but only if it is within the limits up to
    /// its first error, where the parser stops.
    func check(_ bytes: [UInt8]) throws(JSONError) {
        let text = bytes.span
        var (index, level, count) = (0, 0, 0)
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "\""):
                index = JSONLimits.end(ofStringAt: index, in: text)
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                level += 1
                count += 1
                guard level <= depth else { throw JSONError(excess: "is nested deeper than \(depth) levels") }
                guard count <= elements else { throw tooMany }
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                level -= 1
            case UInt8(ascii: ","):
                count += 1
                guard count <= elements else { throw tooMany }
            default: break
            }
            index += 1
        }
    }

    private var tooMany: JSONError { JSONError(excess: "has more than \(elements) elements") }

    /// The position of its closing quote, or the end of the text.
    private static func end(ofStringAt start: Int, in text: Span<UInt8>) -> Int {
        var index = start + 1
        while index < text.count, text[index] != UInt8(ascii: "\"") {
            index += text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return index
    }
}
