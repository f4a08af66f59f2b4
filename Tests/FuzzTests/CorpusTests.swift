import Foundation
import SplitMix
import Testing

/// What libFuzzer found and people wrote, without libFuzzer: every input of the corpora, as it is and changed at
/// random.
@Suite("A reader of outside bytes", .timeLimit(.minutes(5)))
struct CorpusTests {
    private static let folder = #filePath.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/Corpora"

    private static func corpus(_ target: FuzzTarget) throws -> [[UInt8]] {
        let folder = "\(folder)/\(target)"
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map {
            Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)")))
        }
    }

    @Test("keeps its promises for its corpus", arguments: FuzzTarget.allCases)
    func corpus(target: FuzzTarget) throws {
        let inputs = try Self.corpus(target)
        #expect(inputs.count >= 3, "there are examples")
        for input in inputs { #expect(throws: Never.self, "\(input)") { try target.run(input) } }
    }

    /// The tolerant readers that have no property test of their own.
    private static let tolerant: [FuzzTarget] = [.multipart, .cookies, .userdata]

    @Test("keeps its promises for noise and changed examples", arguments: FuzzTarget.allCases)
    func mutations(target: FuzzTarget) throws {
        var random = SplitMix64(UInt64(target.rawValue.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))
        let inputs = try Self.corpus(target).filter { $0.count <= 4096 } + [[]]
        for _ in 0..<(Self.tolerant.contains(target) ? 100_000 : 1500) {
            var bytes = inputs.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &random) { Self.mutate(&bytes, &random) }
            #expect(throws: Never.self, "\(bytes)") { try target.run(bytes) }
        }
    }

    private static func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 1...16, using: &random))
        switch Int.random(in: 0...3, using: &random) {
        case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        case 1: bytes.removeSubrange(place..<end)
        case 2: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        }
    }
}
