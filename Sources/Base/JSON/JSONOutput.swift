internal import Platform

/// The bytes of a growing JSON text.
///
/// This is not an array, whose every `append` checks whether it is shared and has space. Here there is one check per
/// value, and its bytes are then stored one after the other.
@safe struct JSONOutput: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var count = 0

    /// - Parameter capacity: initial bytes, at least 1.
    init(capacity: Int) {
        unsafe start = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit { unsafe start.deallocate() }

    /// A copy of what was written.
    var bytes: [UInt8] { unsafe [UInt8](UnsafeBufferPointer(start: start, count: count)) }

    mutating func append(_ byte: UInt8) {
        reserve(1)
        unsafe start[count] = byte
        count += 1
    }

    /// Text that is written unchanged.
    @inline(never)
    mutating func append(_ text: String) {
        let span = text.utf8.span
        reserve(span.count)
        for index in span.indices { store(span[index]) }
    }

    mutating func append(_ number: Int64) {
        reserve(20)
        if number < 0 { store(UInt8(ascii: "-")) }
        var rest = number.magnitude
        var digits = 1
        var next = rest
        while next > 9 {
            next /= 10
            digits += 1
        }
        count += digits
        for place in 1...digits {
            unsafe start[count - place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    /// A string in quotes, escaped where necessary.
    mutating func append(quoted text: String) {
        let span = text.utf8.span
        reserve(span.count + 2)
        store(UInt8(ascii: "\""))
        let written = unsafe span.withUnsafeBufferPointer { unsafe appendPlain($0) }
        if written < span.count { escape(span, from: written) }
        append(UInt8(ascii: "\""))
    }

    /// Copies text that needs no escape, or the part before the first one; there is space for all of it.
    ///
    /// - Returns: the number of bytes copied.
    private mutating func appendPlain(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        guard let source = unsafe UnsafeRawPointer(text.baseAddress) else { return 0 }
        let target = unsafe UnsafeMutableRawPointer(start + count)
        var index = unsafe JSONOutput.copyEights(source, text.count, to: target)
        while index < text.count, unsafe !JSONOutput.mustBeEscaped(text[index]) {
            unsafe target.storeBytes(of: text[index], toByteOffset: index, as: UInt8.self)
            index += 1
        }
        count += index
        return index
    }

    /// Copies text eight bytes at a time, the last of which overlap those before, up to eight that contain one to be
    /// escaped.
    private static func copyEights(
        _ source: UnsafeRawPointer, _ count: Int, to target: UnsafeMutableRawPointer
    ) -> Int {
        guard count >= 8 else { return 0 }
        var index = 0
        while true {
            let eight = unsafe source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            if hasEscape(eight) { return index }
            unsafe target.storeBytes(of: eight, toByteOffset: index, as: UInt64.self)
            if index == count - 8 { return count }
            index = min(index + 8, count - 8)
        }
    }

    @inline(never)
    private mutating func escape(_ text: Span<UInt8>, from start: Int) {
        reserve((text.count - start) * 6)
        for index in start..<text.count {
            let byte = text[index]
            if JSONOutput.mustBeEscaped(byte) {
                store(UInt8(ascii: "\\"))
                storeEscaped(byte)
            } else {
                store(byte)
            }
        }
    }

    /// What follows the backslash.
    private mutating func storeEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): store(byte)
        case 0x0A: store(UInt8(ascii: "n"))
        case 0x0D: store(UInt8(ascii: "r"))
        case 0x09: store(UInt8(ascii: "t"))
        default:
            for byte in [0x75, 0x30, 0x30, Hex.digit(byte >> 4), Hex.digit(byte & 15)] { store(byte) }
        }
    }

    private static func mustBeEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// `mustBeEscaped` for eight bytes at once: subtraction sets a byte's highest bit when the byte is below the limit,
    /// and a byte xor-ed with the one it is compared with is below 1 if they are equal.
    private static func hasEscape(_ bytes: UInt64) -> Bool {
        let (ones, highest) = (0x0101_0101_0101_0101 as UInt64, 0x8080_8080_8080_8080 as UInt64)
        let (quotes, backslashes) = (bytes ^ (ones * 0x22), bytes ^ (ones * 0x5C))
        let below = (bytes &- ones * 0x20) & ~bytes
        return (below | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes) & highest != 0
    }

    /// Stores a byte for which there is space.
    private mutating func store(_ byte: UInt8) {
        unsafe start[count] = byte
        count += 1
    }

    private mutating func reserve(_ more: Int) {
        if count + more > capacity { grow(more) }
    }

    /// Rare, and kept out of all functions that append.
    @inline(never)
    private mutating func grow(_ more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        unsafe larger.update(from: start, count: count)
        unsafe start.deallocate()
        unsafe start = unsafe larger
    }
}
