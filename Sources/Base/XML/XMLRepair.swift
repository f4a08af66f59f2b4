/// Repairs what is XML except for its characters: texts that people typed, inserted between elements by a program that
/// did not check them.
///
/// Characters that XML does not allow are removed, raw or numeric. Half characters become U+FFFD, as do halves of a
/// pair; two numeric halves in a row become the character that they represent. An `&` or `<` that begins nothing is
/// that character, and `]]>` ends a CDATA section only if its element's end or another section follows.
///
/// What is not text stays as it is: a document whose elements do not match remains invalid.
struct XMLRepair {
    private let input: [UInt8]
    private var position = 0
    private var output: [UInt8] = []
    /// The name of the most recently opened element.
    private var element: ArraySlice<UInt8> = []
    /// Whether a section's end was searched for to the end of the input and not found. It is not searched for again.
    private var hasOpenSection = false

    /// The result is at most five times as long.
    static func repaired(_ bytes: [UInt8]) -> [UInt8] {
        var repair = XMLRepair(bytes)
        repair.run()
        return repair.output
    }

    private init(_ bytes: [UInt8]) {
        input = Array(String(decoding: bytes, as: UTF8.self).utf8)
        output.reserveCapacity(input.count)
    }

    private mutating func run() {
        while position < input.count {
            if isNext("<![CDATA[") {
                copySection()
            } else if input[position] == UInt8(ascii: "<") {
                copyTag()
            } else if input[position] == UInt8(ascii: "&") {
                copyReference()
            } else {
                copyCharacter()
            }
        }
    }

    private func isNext(_ text: StaticString, at place: Int? = nil) -> Bool {
        let place = place ?? position
        guard place + text.utf8CodeUnitCount <= input.count else { return false }
        return (0..<text.utf8CodeUnitCount).allSatisfy { unsafe input[place + $0] == text.utf8Start[$0] }
    }

    /// Copies one character of the text, unless XML does not allow it.
    private mutating func copyCharacter() {
        let byte = input[position]
        let count = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        let bytes = input[position..<min(position + count, input.count)]
        position += count
        if let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first, scalar.isXMLCharacter {
            output += bytes
        }
    }

    /// Copies a tag, comment or declaration, character by character, up to its `>`.
    private mutating func copyTag() {
        guard position + 1 < input.count, XMLRepair.beginsTag(input[position + 1]) else {
            output += "&lt;".utf8
            position += 1
            return
        }
        let name = input[(position + 1)...].prefix { $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") && $0 > 0x20 }
        if !name.isEmpty { element = name }
        while position < input.count {
            let isEnd = input[position] == UInt8(ascii: ">")
            copyCharacter()
            if isEnd { return }
        }
    }

    private static func beginsTag(_ byte: UInt8) -> Bool {
        [UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "_"), UInt8(ascii: ":")].contains(byte)
            || (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80
    }
}

// MARK: CDATA sections

extension XMLRepair {
    private mutating func copySection() {
        let start = position + 9
        let end = endOfSection(from: start)
        output += "<![CDATA[".utf8
        position = start
        while position < min(end ?? input.count, input.count) {
            if isNext("]]>") {
                output += "]]]]><![CDATA[>".utf8
                position += 3
            } else {
                copyCharacter()
            }
        }
        guard end != nil else { return }
        output += "]]>".utf8
        position += 3
    }

    /// The position of the `]]>` that ends the section; nil: there is none.
    private mutating func endOfSection(from start: Int) -> Int? {
        var first: Int?
        var place = start
        while place < input.count {
            if input[place] == UInt8(ascii: "]"), isNext("]]>", at: place) {
                if hasOpenSection || isEnd(after: place + 3) { return place }
                first = first ?? place
            }
            place += 1
        }
        hasOpenSection = true
        return first
    }

    /// Whether what follows this position, after white space, is the end of the element or another section.
    private func isEnd(after place: Int) -> Bool {
        let rest = input[place...].drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        if isNext("<![CDATA[", at: rest.startIndex) { return true }
        guard isNext("</", at: rest.startIndex), rest.dropFirst(2).starts(with: element) else { return false }
        return rest.dropFirst(2 + element.count).first.map { $0 == UInt8(ascii: ">") || $0 <= 0x20 } ?? false
    }
}

// MARK: References

extension XMLRepair {
    private mutating func copyReference() {
        let names: [StaticString] = ["&lt;", "&gt;", "&amp;", "&quot;", "&apos;"]
        if let name = names.first(where: { isNext($0) }) {
            output += input[position..<position + name.utf8CodeUnitCount]
            position += name.utf8CodeUnitCount
        } else if let (number, end) = number(at: position) {
            position = end
            add(number)
        } else {
            output += "&amp;".utf8
            position += 1
        }
    }

    /// Adds the character of this number, together with the next one if they are the halves of a pair.
    private mutating func add(_ number: UInt32) {
        var scalar = Unicode.Scalar(number)
        if (0xD800...0xDBFF).contains(number), let (low, end) = self.number(at: position),
            (0xDC00...0xDFFF).contains(low)
        {
            position = end
            scalar = Unicode.Scalar(0x10000 + (number - 0xD800) << 10 + (low - 0xDC00))
        }
        let known = scalar ?? "\u{FFFD}"
        if known.isXMLCharacter { output += "&#\(known.value);".utf8 }
    }

    /// The number of `&#8;` or `&#x8;`, and the position after it.
    private func number(at place: Int) -> (value: UInt32, end: Int)? {
        let isHexadecimal = isNext("&#x", at: place)
        guard isHexadecimal || isNext("&#", at: place) else { return nil }
        let digits = input[(place + (isHexadecimal ? 3 : 2))...].prefix(10).prefix { $0 != UInt8(ascii: ";") }
        guard digits.endIndex < input.count, input[digits.endIndex] == UInt8(ascii: ";"),
            digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-"),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: isHexadecimal ? 16 : 10)
        else { return nil }
        return (value, digits.endIndex + 1)
    }
}

extension Unicode.Scalar {
    /// XML 1.0, section 2.2.
    var isXMLCharacter: Bool {
        switch value {
        case 0x09, 0x0A, 0x0D: true
        case 0..<0x20, 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}
