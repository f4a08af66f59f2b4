/// The 64 digits of Base64. Two alphabets differ in the last two.
package enum Base64Alphabet: Sendable {
    /// RFC 4648, section 4: `+` and `/`.
    case standard
    /// RFC 4648, section 5: `-` and `_`.
    case urlSafe

    /// Every digit, in the order of their values.
    var digits: [UInt8] {
        switch self {
        case .standard: Base64Alphabet.standardDigits
        case .urlSafe: Base64Alphabet.urlSafeDigits
        }
    }

    /// The value of a digit; 64 for any other character.
    func value(_ digit: UInt8) -> UInt32 {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a") + 26)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0") + 52)
        case self == .standard ? UInt8(ascii: "+") : UInt8(ascii: "-"): 62
        case self == .standard ? UInt8(ascii: "/") : UInt8(ascii: "_"): 63
        default: 64
        }
    }

    private static let lettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    private static let standardDigits = Array((lettersAndDigits + "+/").utf8)
    private static let urlSafeDigits = Array((lettersAndDigits + "-_").utf8)
}
