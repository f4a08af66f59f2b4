package import HTTP

extension Request {
    /// A parameter with a limited number of characters and no control characters; nil when it is absent or empty.
    package func shortText(_ name: String, atMost limit: Int) throws(RequestError) -> String? {
        guard let text = try parameter(name) else { return nil }
        guard text.utf8.count <= limit * 4, text.count <= limit else {
            throw .invalid(name, reason: "is longer than \(limit) characters")
        }
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw .invalid(name, reason: "holds control characters")
        }
        return text
    }

    /// A whole number within a range; nil when it is absent or empty.
    package func number(_ name: String, in range: ClosedRange<Int64>) throws(RequestError) -> Int64? {
        guard let text = try parameter(name) else { return nil }
        guard let number = Int64(text), range.contains(number) else {
            throw .invalid(name, reason: "must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// An http or https address; nil when it is absent or empty.
    package func webAddress(_ name: String) throws(RequestError) -> String? {
        guard let text = try shortText(name, atMost: 1024) else { return nil }
        guard WebURL(text) != nil else { throw .invalid(name, reason: "must be an http or https address") }
        return text
    }
}
