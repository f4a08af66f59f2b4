internal import JSON

/// Finds the names that occur more than once at the top level of a JSON object: readers differ in which of the values
/// they take.
enum RepeatedMembers {
    /// - Parameter text: a JSON object.
    static func names(in text: [UInt8]) -> Set<String> {
        var (seen, repeated) = (Set<String>(), Set<String>())
        var (depth, index) = (0, 0)
        var mayBeName = false
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                mayBeName = depth == 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ","): mayBeName = depth == 1
            case UInt8(ascii: "\""):
                let end = endOfString(text, from: index)
                if mayBeName, let name = try? JSONValue(parsing: Array(text[index...end])).string,
                    !seen.insert(name).inserted
                {
                    repeated.insert(name)
                }
                mayBeName = false
                index = end
            default: break
            }
            index += 1
        }
        return repeated
    }

    private static func endOfString(_ text: [UInt8], from start: Int) -> Int {
        var index = start + 1
        while index < text.count - 1, text[index] != UInt8(ascii: "\"") {
            index += text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index, text.count - 1)
    }
}
