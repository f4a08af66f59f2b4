/// What people type or paste, in the forms that keyboards and address books give it. The one place that knows them.
///
/// Characters that join and colour emoji (U+200D, tags, variation selectors) belong to them and stay everywhere.
package enum TypedText {
    /// Without blanks and invisible characters at both ends, but unchanged inside. For texts that are stored.
    package static func trimmed(_ text: String) -> String {
        if !isWorthALook(text.utf8.first) && !isWorthALook(text.utf8.last) { return text }
        let scalars = text.unicodeScalars
        guard let start = scalars.firstIndex(where: { !isEdge($0) }),
            let end = scalars.lastIndex(where: { !isEdge($0) })
        else { return "" }
        return String(scalars[start...end])
    }

    /// A copy for comparing or parsing: trimmed, full-width characters (U+FF01 to U+FF5E) as ASCII, every blank as a
    /// space, without invisible characters.
    package static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ 0x21..<0x7F ~= $0 }) { return text }
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !isInvisible(scalar) {
            switch scalar.value {
            case 0xFF01...0xFF5E: folded.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
            default: folded.append(scalar.properties.isWhitespace ? " " : scalar)
            }
        }
        return trimmed(String(folded))
    }

    private static func isEdge(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || isInvisible(scalar)
    }

    /// Format characters: zero-width spaces, direction marks, soft hyphens, byte order marks.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0x7F && scalar.value != 0x200D && !(0xE0000...0xE007F).contains(scalar.value)
            && scalar.properties.generalCategory == .format
    }

    private static func isWorthALook(_ byte: UInt8?) -> Bool { byte.map { $0 <= 0x20 || $0 > 0x7F } ?? false }
}
