extension [UInt8] {
    /// Appends the UTF-8 of a text in one piece. `+=` of its `utf8` goes through calls that are not inlined and cost more than
    /// the copying of a short text.
    package mutating func append(utf8 text: String) {
        unsafe text.utf8.span.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
