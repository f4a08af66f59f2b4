/// Reads the plain JSON that our own writer makes of most values, without Jansson and its copy of them: arrays,
/// objects, strings without escapes, whole numbers from 0, and the three names; no white space.
///
/// Whatever is not plain, or might be an error, is left to Jansson, so that one parser decides what is JSON. So are
/// long texts: examining them twice would cost more than it saves.
@safe struct PlainReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0

    private static let longest = 4096
    private static let deepest = 8
    /// Each member is compared with all before it.
    private static let mostMembers = 32

    /// The value of a whole text; nil unless it is plain.
    @inline(never)
    static func value(of text: [UInt8]) -> JSONValue? {
        // Validated as a whole, and only then split: making a string that validates itself costs more than its bytes.
        guard text.count <= longest, (try? UTF8Span(validating: text.span)) != nil else { return nil }
        return unsafe text.withUnsafeBufferPointer { bytes in
            var reader = unsafe PlainReader(bytes: bytes)
            let value = reader.value(depth: deepest)
            return reader.index == text.count ? value : nil
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) { unsafe self.bytes = unsafe bytes }

    private mutating func value(depth: Int) -> JSONValue? {
        guard depth > 0, unsafe index < bytes.count else { return nil }
        switch unsafe bytes[index] {
        case UInt8(ascii: "\""): return string().map(JSONValue.string)
        case UInt8(ascii: "{"): return members(depth: depth - 1).map(JSONValue.object)
        case UInt8(ascii: "["): return elements(depth: depth - 1).map(JSONValue.array)
        case 0x30...0x39: return number().map(JSONValue.integer)
        default: return name()
        }
    }

    @inline(never)
    private mutating func members(depth: Int) -> [JSONValue.Member]? {
        var members: [JSONValue.Member] = []
        index += 1
        if take("}") { return members }
        members.reserveCapacity(8)
        repeat {
            guard let name = string(), take(":"), let value = value(depth: depth) else { return nil }
            guard members.count < PlainReader.mostMembers, !members.contains(where: { $0.name == name }) else {
                return nil
            }
            members.append(.init(name, value))
        } while take(",")
        return take("}") ? members : nil
    }

    @inline(never)
    private mutating func elements(depth: Int) -> [JSONValue]? {
        var elements: [JSONValue] = []
        index += 1
        if take("]") { return elements }
        repeat {
            guard let value = value(depth: depth) else { return nil }
            elements.append(value)
        } while take(",")
        return take("]") ? elements : nil
    }

    @inline(never)
    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        let start = index
        while unsafe index < bytes.count {
            let byte = unsafe bytes[index]
            if byte == UInt8(ascii: "\"") { break }
            guard byte >= 0x20, byte != UInt8(ascii: "\\") else { return nil }
            index += 1
        }
        let end = index
        guard take("\"") else { return nil }
        return unsafe String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
    }

    /// At most 18 digits, which fit into 64 bits. What follows is up to the caller: a fraction is not plain.
    @inline(never)
    private mutating func number() -> Int64? {
        let start = index
        var number: Int64 = 0
        while unsafe index < bytes.count, case 0x30...0x39 = unsafe bytes[index], index - start < 18 {
            number = number * 10 + Int64(unsafe bytes[index] - 0x30)
            index += 1
        }
        let hasZeroInFront = unsafe index - start > 1 && bytes[start] == 0x30
        return hasZeroInFront ? nil : number
    }

    private mutating func name() -> JSONValue? {
        if take("true") { return true }
        if take("false") { return false }
        return take("null") ? .null : nil
    }

    @inline(never)
    private mutating func take(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard unsafe index + count <= bytes.count else { return false }
        for place in 0..<count where unsafe bytes[index + place] != text.utf8Start[place] { return false }
        index += count
        return true
    }
}
