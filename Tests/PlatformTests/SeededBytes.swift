/// Bytes that look random and are the same for the same seed (SplitMix64).
struct SeededBytes: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// A text with a few bytes put in, taken out or changed.
    mutating func mutated(_ text: [UInt8]) -> [UInt8] {
        var text = text
        for _ in 0..<number(0...3) {
            let place = number(0...text.count)
            switch number(0...2) {
            case 0: text.insert(UInt8(number(0...255)), at: place)
            case 1 where place < text.count: text.remove(at: place)
            default: if place < text.count { text[place] = UInt8(number(0...255)) }
            }
        }
        return text
    }
}
