import SplitMix

/// Bytes that look random and are the same for the same seed.
struct SeededBytes: RandomNumberGenerator {
    private var random: SplitMix64

    init(_ seed: UInt64) { random = SplitMix64(seed) }

    mutating func next() -> UInt64 { random.next() }

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
