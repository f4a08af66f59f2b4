import Crypto
import Testing

@Suite("Bytes that are wiped")
struct WipingTests {
    @Test("are nowhere any more, where nobody else holds them")
    func wiped() throws {
        var key = [UInt8](repeating: 0x5A, count: 4096)
        let place = key.withUnsafeMutableBufferPointer { UInt(bitPattern: $0.baseAddress) }
        // The same memory, which somebody else's array keeps from being freed.
        let seen = UnsafePointer<UInt8>(bitPattern: place)
        #expect(seen?[100] == 0x5A)
        key.withUnsafeMutableBytes { bytes in
            var copy = Array(bytes)
            copy.wipe()
            #expect(copy.isEmpty && bytes.allSatisfy { $0 == 0x5A }, "another's bytes stay")
        }
        key.wipe()
        #expect(key.isEmpty)
    }
}
