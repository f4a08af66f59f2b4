import Crypto
import Platform
import Testing

@testable import WeChat

@Suite("The key ring")
struct KeyRingTests {
    static let texts = ["", "a", "39_VzX刷新令牌", String(repeating: "x", count: 10_000)]

    @Test("opens what it sealed, and so does another program's", arguments: texts)
    func opens(text: String) throws {
        let directory = try TemporaryDirectory()
        let sealed = try Self.ring(directory).seal(text, for: "a")
        #expect(try Self.ring(directory).open(sealed, for: "a") == text)
        #expect(String(decoding: sealed, as: UTF8.self).contains(text) == text.isEmpty || text.utf8.count < 2)
    }

    @Test("seals the same text in another way each time")
    func nonces() throws {
        let directory = try TemporaryDirectory()
        let ring = Self.ring(directory)
        #expect(try Set((0..<100).map { _ in try ring.seal("a", for: "a") }).count == 100)
    }

    @Test("opens nothing for another context", arguments: ["", "ab", "A", "a ", "b"])
    func contexts(context: String) throws {
        let directory = try TemporaryDirectory()
        let ring = Self.ring(directory)
        #expect(try ring.open(ring.seal("text", for: "a"), for: context) == nil)
    }

    @Test("opens nothing of which a bit was changed or a byte is missing")
    func tampering() throws {
        let directory = try TemporaryDirectory()
        let ring = Self.ring(directory)
        let sealed = try ring.seal("text", for: "a")
        for bit in 0..<sealed.count * 8 {
            var changed = sealed
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(try ring.open(changed, for: "a") == nil, "bit \(bit)")
        }
        for count in 0..<sealed.count { #expect(try ring.open(Array(sealed.prefix(count)), for: "a") == nil) }
        #expect(try ring.open(sealed + [0], for: "a") == nil)
    }

    @Test("seals with the last key of the file and opens with all of them, as soon as the file has them")
    func rotation() throws {
        let directory = try TemporaryDirectory()
        let ring = Self.ring(directory)
        let old = try ring.seal("old", for: "a")
        let (first, second) = (SecretKey(createdAt: 1), SecretKey(createdAt: 2))
        try FileSystem.replace(directory.path + "/sealing.json", with: Self.file([first, second]))
        #expect(try ring.open(old, for: "a") == nil)
        let new = try ring.seal("new", for: "a")
        #expect(Array(new[1...4]) == second.id)
        try FileSystem.replace(directory.path + "/sealing.json", with: Self.file([second, first]))
        #expect(try ring.open(new, for: "a") == "new")
        #expect(try Array(ring.seal("newer", for: "a")[1...4]) == first.id)
    }

    static func ring(_ directory: TemporaryDirectory) -> KeyRing {
        KeyRing(KeyFile(.sealing, directory: directory.path, clock: ManualClock().clock))
    }

    private static func file(_ keys: [SecretKey]) -> [UInt8] {
        let texts = keys.map {
            #"{"id":"\#(Hex.encode($0.id))","created_at":\#($0.createdAt),"key":"\#(Hex.encode($0.bytes))"}"#
        }
        return Array(#"{"version":1,"keys":[\#(texts.joined(separator: ","))]}"#.utf8)
    }
}
