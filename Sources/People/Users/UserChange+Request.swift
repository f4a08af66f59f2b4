package import HTTP
internal import Platform

extension Request {
    /// A parameter with a limited number of characters, without control characters, and trimmed; nil when it is absent
    /// or empty.
    package func shortText(_ name: String, atMost limit: Int) throws(RequestError) -> String? {
        guard let text = try parameter(name).map(TypedText.trimmed), !text.isEmpty else { return nil }
        guard text.utf8.count <= limit * 4, text.count <= limit else {
            throw .invalid(name, reason: "is longer than \(limit) characters")
        }
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw .invalid(name, reason: "holds control characters")
        }
        return text
    }

    /// A parameter in one form, whatever keyboard it was typed with (`TypedText.folded`); nil when it is absent or
    /// empty.
    package func foldedText(_ name: String) throws(RequestError) -> String? {
        try parameter(name).map(TypedText.folded).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A whole number within a range; nil when it is absent or empty.
    package func number(_ name: String, in range: ClosedRange<Int64>) throws(RequestError) -> Int64? {
        guard let text = try foldedText(name) else { return nil }
        guard let number = Int64(text), range.contains(number) else {
            throw .invalid(name, reason: "must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A gender in WeChat's numbers: 0 unknown, 1 male, 2 female; nil when it is absent or empty.
    package func gender(_ name: String) throws(RequestError) -> Int64? { try number(name, in: 0...2) }

    /// An http or https address; nil when it is absent or empty.
    package func webAddress(_ name: String) throws(RequestError) -> String? {
        guard let text = try shortText(name, atMost: 1024) else { return nil }
        guard WebURL(text) != nil else { throw .invalid(name, reason: "must be an http or https address") }
        return text
    }
}
