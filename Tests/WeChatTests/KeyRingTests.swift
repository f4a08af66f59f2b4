import Crypto
import Platform
import Testing

@testable import Site
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

    @Test("has another key for each use, to seal with and to sign with")
    func uses() throws {
        let directory = try TemporaryDirectory()
        let uses: [KeyRing.Use] = [.database, .loginState, .preLogin]
        for use in uses {
            let sealed = try Self.ring(directory, for: use).seal([1, 2, 0], for: "a")
            let signature = try Self.ring(directory, for: use).sign([1, 2, 0])
            for other in uses {
                let ring = Self.ring(directory, for: other)
                #expect(try ring.openBytes(sealed, for: "a") == (use == other ? [1, 2, 0] : nil))
                #expect(try ring.isSigned([1, 2, 0], by: signature) == (use == other))
            }
        }
    }

    @Test("knows what it signed, and nothing that differs in a bit")
    func signing() throws {
        let directory = try TemporaryDirectory()
        let ring = Self.ring(directory, for: .preLogin)
        let signature = try ring.sign([1, 2])
        #expect(signature.count == KeyRing.signatureLength)
        for bit in 0..<signature.count * 8 {
            var changed = signature
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(try !ring.isSigned([1, 2], by: changed), "bit \(bit)")
        }
        for message in [[], [1], [1, 3], [1, 2, 0]] as [[UInt8]] { #expect(try !ring.isSigned(message, by: signature)) }
        for count in signature.indices { #expect(try !ring.isSigned([1, 2], by: Array(signature.prefix(count)))) }
        #expect(try !ring.isSigned([1, 2], by: signature + [0]))
    }

    static func ring(_ directory: TemporaryDirectory, for use: KeyRing.Use = .database) -> KeyRing {
        KeyRing(KeyFile(.sealing, directory: directory.path, clock: ManualClock().clock), for: use)
    }

    private static func file(_ keys: [SecretKey]) -> [UInt8] {
        let texts = keys.map {
            #"{"id":"\#(Hex.encode($0.id))","created_at":\#($0.createdAt),"key":"\#(Hex.encode($0.bytes))"}"#
        }
        return Array(#"{"version":1,"keys":[\#(texts.joined(separator: ","))]}"#.utf8)
    }
}
