import CLinux
import Testing

@testable import Platform

/// The bounds of the counts are seven standard deviations away: a sound generator leaves them once in a thousand
/// million runs, one that favours some values by a fifth always does.
@Suite("Random values")
struct RandomTests {
    @Test("have the length asked for", arguments: [0, 1, 2, 16, 255, 256, 257, 512, 1000])
    func lengths(count: Int) {
        #expect(Random.bytes(count).count == count)
        #expect(Random.alphanumeric(count).utf8.count == count)
        #expect(Random.hexadecimal(count * 2).utf8.count == count * 2)
    }

    @Test("consist of the characters promised")
    func alphabets() {
        #expect(Random.alphanumeric(10_000).utf8.allSatisfy { $0 < 0x80 && ($0.isDigit || $0.isLetter) })
        #expect(Random.hexadecimal(10_000).utf8.allSatisfy { $0.isDigit || (0x61...0x66).contains($0) })
    }

    @Test("have every byte about as often")
    func bytes() {
        let counts = tally(Random.bytes(256 * 400))
        #expect(counts.count == 256)
        #expect(counts.values.allSatisfy { (260...540).contains($0) })
    }

    @Test("have every letter and digit about as often")
    func letters() {
        let counts = tally(Random.alphanumeric(62 * 10_000).utf8)
        #expect(counts.count == 62)
        #expect(counts.values.allSatisfy { (9300...10_700).contains($0) })
    }

    @Test("have every hexadecimal digit about as often")
    func digits() {
        let counts = tally(Random.hexadecimal(16 * 10_000).utf8)
        #expect(counts.count == 16)
        #expect(counts.values.allSatisfy { (9300...10_700).contains($0) })
    }

    @Test("do not repeat, nor does a part of them")
    func repeats() {
        #expect(Set((0..<5000).map { _ in Random.alphanumeric(15) }).count == 5000)
        #expect(Set((0..<5000).map { _ in Random.hexadecimal(32) }).count == 5000)
        let long = Random.bytes(1024)
        #expect(Set(stride(from: 0, to: 1024, by: 16).map { Array(long[$0..<$0 + 16]) }).count == 64)
    }

    @Test("are forgotten by the pool as it hands them out")
    func forgotten() {
        for _ in 0..<600 {
            _ = Random.bytes(1)
            var bytes = [UInt8](repeating: 0, count: 256)
            let left = Int(linux_random_store(&bytes))
            #expect((left..<256).allSatisfy { bytes[$0] == 0 } && (left < 32 || (0..<left).contains { bytes[$0] != 0 }))
        }
    }

    private func tally(_ bytes: some Sequence<UInt8>) -> [UInt8: Int] {
        bytes.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
    fileprivate var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
}
