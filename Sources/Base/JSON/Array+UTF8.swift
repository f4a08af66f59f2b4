extension [UInt8] {
    /// Appends the UTF-8 of a text at once. `+=` with its `utf8` goes through calls that are not inlined and cost more
    /// than copying a short text.
    package mutating func append(utf8 text: String) {
        unsafe text.utf8.span.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
