import Foundation
import Platform
import Testing

@testable import Site
@testable import WeChat

@Suite("The key file", .timeLimit(.minutes(5)))
struct KeyFileTests {
    @Test("is not made before something is to be sealed, and is closed to others")
    func mode() throws {
        let directory = try TemporaryDirectory()
        let ring = KeyRingTests.ring(directory)
        #expect(try ring.open([UInt8](repeating: 1, count: 40), for: "a") == nil)
        #expect(!FileManager.default.fileExists(atPath: directory.path + "/sealing.json"))
        _ = try ring.seal("text", for: "a")
        let attributes = try FileManager.default.attributesOfItem(atPath: directory.path + "/sealing.json")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test("is made once when eight programs start together", arguments: 0..<5)
    func start(round: Int) throws {
        let directory = try TemporaryDirectory()
        let path = directory.path
        let sealed = try inParallel(8) { index in
            try KeyRing(KeyFile(.sealing, directory: path, clock: .system)).seal("text \(index)", for: "a")
        }.map { try $0.get() }
        #expect(Set(sealed.map { $0[1...4] }).count == 1)
        for (index, sealed) in sealed.enumerated() {
            #expect(try KeyRingTests.ring(directory).open(sealed, for: "a") == "text \(index)")
        }
    }

    static let damages = [
        "", "{", "null", "[]", "{}", #"{"keys":null}"#, #"{"keys":[]}"#, #"{"keys":[{}]}"#, #"{"keys":[null]}"#,
        #"{"keys":[{"id":"00000001","created_at":1,"key":"00"}]}"#,
        #"{"keys":[{"id":"000001","created_at":1,"key":"\#(String(repeating: "0", count: 64))"}]}"#,
        #"{"keys":[{"id":"00000001","created_at":1,"key":"\#(String(repeating: "0", count: 64))"},{}]}"#,
        "\0\0\0\0",
    ]

    @Test("is refused when it is damaged, and never overwritten", arguments: damages)
    func damage(text: String) throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/sealing.json"
        let ring = KeyRingTests.ring(directory)
        let sealed = try ring.seal("text", for: "a")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        for ring in [ring, KeyRingTests.ring(directory), ring] {
            Self.expectDamage { _ = try ring.seal("text", for: "a") }
            Self.expectDamage { _ = try ring.open(sealed, for: "a") }
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(text.utf8))
    }

    @Test("that was lost leaves what it sealed closed, and another one is made")
    func lost() throws {
        let directory = try TemporaryDirectory()
        let (ring, other) = (KeyRingTests.ring(directory), KeyRingTests.ring(directory))
        let old = try ring.seal("old", for: "a")
        #expect(try other.open(old, for: "a") == "old")
        try FileManager.default.removeItem(atPath: directory.path + "/sealing.json")
        #expect(try ring.open(old, for: "a") == nil)
        let new = try ring.seal("new", for: "a")
        for ring in [ring, other, KeyRingTests.ring(directory)] {
            #expect(try ring.open(new, for: "a") == "new")
            #expect(try ring.open(old, for: "a") == nil)
        }
    }

    private static func expectDamage(_ work: () throws -> Void) {
        do {
            try work()
            Issue.record("a damaged file was taken")
        } catch WeChatError.storage(let error) {
            let message = error.description
            #expect(message.contains("is damaged"))
        } catch { Issue.record("\(error)") }
    }
}
