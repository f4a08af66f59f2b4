internal import JSON

/// Texts: `{"key", "label", "content"}`, the content with numbers in braces.
extension RuleReader {
    private static let longestLabel = 200
    private static let longestContent = 8192

    mutating func readTexts(_ value: JSONValue) {
        for member in definitions(value, most: RuleReader.mostTexts, dots: true) {
            let text = at(.member(member.name)) { $0.text(member.value) }
            textIndex[member.name] = text
        }
    }

    mutating func readDisclaimer(_ value: JSONValue) {
        let text = program.texts[Int(text(value))]
        guard case .text? = text.content.first, text.content.count == 1 else {
            if !text.content.isEmpty { at(.member("content")) { $0.fault("must not have numbers in it") } }
            return
        }
        program.disclaimer = text.finding([], rule: RuleReader.reserved)
    }

    /// An entry of a list: the name of a text, or a text.
    mutating func textOrName(_ value: JSONValue) -> Int32 {
        guard let name = value.string else { return text(value) }
        guard let index = textIndex[name] else {
            fault("there is no text \"\(RuleReader.quoted(name))\"")
            return 0
        }
        usedTexts.insert(index)
        return index
    }

    private mutating func text(_ value: JSONValue) -> Int32 {
        var text = RuleText(key: "", label: "", content: [])
        if checkMembers(of: value, known: ["key", "label", "content", "note"]) {
            checkNote("note", of: value)
            for name in ["key", "label", "content"] { _ = require(name, in: value) }
            text.key = member("key", of: value) { $0.name($1, dots: true) ?? "" } ?? ""
            text.label = member("label", of: value) { $0.line($1, most: RuleReader.longestLabel) } ?? ""
            let content = member("content", of: value) { $0.line($1, most: RuleReader.longestContent) } ?? ""
            text.content = at(.member("content")) { $0.pieces(content) }
        }
        program.texts.append(text)
        return Int32(program.texts.count - 1)
    }

    /// A text that is neither empty, blank nor too long, and has no control characters except line ends.
    mutating func line(_ value: JSONValue, most: Int) -> String {
        guard let text = value.string else {
            fault("must be a text")
            return ""
        }
        if text.unicodeScalars.allSatisfy({ $0.properties.isWhitespace }) { fault("is empty") }
        if text.utf8.count > most { fault("is longer than \(most) bytes") }
        if text.utf8.contains(where: { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F }) { fault("has control characters") }
        return text
    }

    /// Splits a content at its `{value}`; `{{` and `}}` are braces.
    private mutating func pieces(_ content: String) -> [RuleText.Piece] {
        guard content.utf8.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) else {
            return [.text(content)]
        }
        var pieces: [RuleText.Piece] = []
        var literal: [UInt8] = []
        var rest = Array(content.utf8)[...]
        while let byte = rest.popFirst() {
            let isBrace = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
            guard isBrace, rest.first != byte else {
                if isBrace { rest.removeFirst() }
                literal.append(byte)
                continue
            }
            guard byte == UInt8(ascii: "{"), let end = rest.firstIndex(of: UInt8(ascii: "}")) else {
                fault("has an unmatched brace")
                break
            }
            if !literal.isEmpty { pieces.append(.text(String(decoding: literal, as: UTF8.self))) }
            literal = []
            let name = String(decoding: rest[..<end], as: UTF8.self)
            if let slot = slot(named: name) { pieces.append(.slot(slot)) }
            rest = rest[(end + 1)...]
        }
        if !literal.isEmpty { pieces.append(.text(String(decoding: literal, as: UTF8.self))) }
        return pieces
    }
}
