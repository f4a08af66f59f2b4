import JSON
import SplitMix

/// Makes JSON values, the same ones for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var random: SplitMix64

    init(_ seed: UInt64) { random = SplitMix64(seed) }

    mutating func next() -> UInt64 { random.next() }

    /// An array or object of at most `depth` levels; a scalar when there is no level left.
    mutating func value(depth: Int) -> JSONValue {
        guard depth > 0 else { return scalar() }
        let count = Int.random(in: 0...4, using: &self)
        switch Int.random(in: 0...3, using: &self) {
        case 0: return scalar()
        case 1: return .array((0..<count).map { _ in value(depth: depth - 1) })
        default:
            // Names are numbered, since of two members of one name only the last is read; they hold no NUL.
            return .object((0..<count).map { .init("\($0)" + string(from: 2), value(depth: depth - 1)) })
        }
    }

    private mutating func scalar() -> JSONValue {
        switch Int.random(in: 0...5, using: &self) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &self))
        case 2: return .integer(Int64(bitPattern: next()))
        case 3: return .integer([Int64.min, .max, 0, -1].randomElement(using: &self) ?? 0)
        case 4: return real()
        default: return .string(string(from: 0))
        }
    }

    private mutating func real() -> JSONValue {
        let number = Double(bitPattern: next())
        return .real(number.isFinite ? number : 1.0e+30)
    }

    private mutating func string(from first: Int) -> String {
        let pieces = [
            "\u{0}", "a\u{0}\\", "\"", "\\", "/", "\n", "\t", "\u{1F}", "\u{7F}", "é", "e\u{301}", "公", "😀", "\u{2028}",
            "abc",
        ]
        let count = Int.random(in: 0...12, using: &self)
        return (0..<count).map { _ in pieces[first...].randomElement(using: &self) ?? "" }.joined()
    }
}
