/// Tells UTF-8 from GB18030 by all bytes of a text, given piece by piece.
///
/// A Chinese text hardly ever looks like the other encoding: the bytes of GB 2312's characters come in pairs from A1
/// up, and most such pairs are invalid in UTF-8. A damaged UTF-8 text still counts as UTF-8, so that it is not read as
/// something else.
struct EncodingGuess {
    /// Multi-byte characters that are valid UTF-8, and bytes that are not. Overlong forms count as valid.
    private var (good, bad) = (0, 0)
    private var missing = 0
    /// High bytes followed by another high byte, and those followed by a lower one; a digit does not count, because
    /// four-byte characters contain digits.
    private var (pairs, singles) = (0, 0)
    private var isLead = false

    mutating func take(_ bytes: [UInt8]) {
        for byte in bytes {
            if byte < 0x80, missing == 0, !isLead { continue }
            takeUTF8(byte)
            takePair(byte)
        }
    }

    /// Also `utf8` for a text that is neither: whoever reads it finds the place.
    var encoding: TextEncoding { bad > good && pairs > singles ? .gb18030 : .utf8 }

    private mutating func takeUTF8(_ byte: UInt8) {
        if missing > 0 {
            if 0x80...0xBF ~= byte {
                missing -= 1
                if missing == 0 { good += 1 }
                return
            }
            bad += 1
            missing = 0
        }
        switch byte {
        case 0x00...0x7F: break
        case 0xC2...0xDF: missing = 1
        case 0xE0...0xEF: missing = 2
        case 0xF0...0xF4: missing = 3
        default: bad += 1
        }
    }

    private mutating func takePair(_ byte: UInt8) {
        if isLead {
            isLead = false
            if byte >= 0xA1 {
                pairs += 1
            } else if !(0x30...0x39 ~= byte) {
                singles += 1
            }
        } else {
            isLead = byte >= 0x81
        }
    }
}
