internal import Platform

/// Turns almost-JSON into JSON as a reader would have it: half surrogate pairs (`\ud83d` alone) become U+FFFD, numbers
/// without a value or beyond a double's range (`NaN`, `-Infinity`, `1e999`) null, and integers beyond 64 bits reals.
///
/// Everything else stays byte for byte, including errors. Valid JSON is not changed.
struct JSONRepair {
    private let text: [UInt8]
    /// Whether raw control characters in strings are also escaped.
    private let escapesControls: Bool
    private var index = 0
    private var output: [UInt8] = []

    static func repaired(_ text: [UInt8], escapesControls: Bool) -> [UInt8] {
        var repair = JSONRepair(text: text, escapesControls: escapesControls)
        repair.run()
        return repair.output
    }

    private init(text: [UInt8], escapesControls: Bool) {
        self.text = text
        self.escapesControls = escapesControls
    }

    private mutating func run() {
        output.reserveCapacity(text.count + 16)
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "\""): string()
            case UInt8(ascii: "-"), UInt8(ascii: "+"), 0x30...0x39, 0x41...0x5A, 0x61...0x7A: word()
            default: keep(1)
            }
        }
    }

    private mutating func keep(_ count: Int) {
        output += text[index..<min(index + count, text.count)]
        index += count
    }

    // MARK: - Strings

    private mutating func string() {
        keep(1)
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "\""): return keep(1)
            case UInt8(ascii: "\\"): escape()
            case 0..<0x20 where escapesControls:
                output += [0x5C, 0x75, 0x30, 0x30, 0x30 + (text[index] >> 4), Hex.digit(text[index] & 15)]
                index += 1
            default: keep(1)
            }
        }
    }

    /// What follows a backslash is left to the parser, except half a pair.
    private mutating func escape() {
        guard let first = unit(at: index) else { return keep(2) }
        switch first {
        case 0xD800..<0xDC00:
            if let second = unit(at: index + 6), (0xDC00..<0xE000).contains(second) { return keep(12) }
            fallthrough
        case 0xDC00..<0xE000:
            output += "\\ufffd".utf8
            index += 6
        default: keep(6)
        }
    }

    /// The code unit of `\uXXXX`.
    private func unit(at start: Int) -> UInt32? {
        guard start + 6 <= text.count, text[start] == UInt8(ascii: "\\"), text[start + 1] == UInt8(ascii: "u") else {
            return nil
        }
        var unit: UInt32 = 0
        for digit in text[(start + 2)..<(start + 6)] {
            guard let value = Hex.value(digit) else { return nil }
            unit = unit << 4 | UInt32(value)
        }
        return unit
    }

    // MARK: - Numbers and names

    private mutating func word() {
        let end = text[index...].firstIndex { !JSONRepair.isWordByte($0) } ?? text.count
        let word = String(decoding: text[index..<end], as: UTF8.self)
        switch word {
        case "NaN", "-NaN", "Infinity", "-Infinity", "+Infinity": output += "null".utf8
        default: output += JSONRepair.number(word)
        }
        index = end
    }

    private static func number(_ word: String) -> String.UTF8View {
        let isWhole = word.utf8.dropFirst(word.utf8.first == UInt8(ascii: "-") ? 1 : 0).allSatisfy { 0x30...0x39 ~= $0 }
        let startsAsNumber = word.utf8.first.map { $0 == UInt8(ascii: "-") || 0x30...0x39 ~= $0 } ?? false
        guard startsAsNumber, word.utf8.count > 3, !(isWhole && Int64(word) != nil), let value = Double(word) else {
            return word.utf8
        }
        if !value.isFinite { return "null".utf8 }
        return isWhole ? (word + ".0").utf8 : word.utf8
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): true
        default: false
        }
    }
}
