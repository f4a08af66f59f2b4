import Testing

@testable import Crypto
@testable import Platform

@Suite("AES-256-GCM")
struct AESGCMTests {
    /// Test cases 13, 14 and 16 of the GCM specification (McGrew and Viega, appendix B): key, nonce, plaintext,
    /// context, ciphertext with tag.
    static let vectors = [
        (
            String(repeating: "0", count: 64), String(repeating: "0", count: 24), "", "",
            "530f8afbc74536b9a963b4f1c4cb738b"
        ),
        (
            String(repeating: "0", count: 64), String(repeating: "0", count: 24), String(repeating: "0", count: 32), "",
            "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
        ),
        (
            "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5"
                + "aa0de657ba637b39",
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e63"
                + "93ba7a0abcc9f662" + "76fc6ece0f4e1768cddf8853bb2d551b"
        ),
    ]

    @Test("agrees with the specification's test cases, both ways", arguments: vectors)
    func agrees(key: String, nonce: String, plaintext: String, context: String, sealed: String) throws {
        let values = [key, nonce, plaintext, context].compactMap(Hex.decode)
        try #require(values.count == 4)
        let result = try AESGCM.seal(values[2], key: values[0], nonce: values[1], context: values[3])
        #expect(Hex.encode(result) == sealed)
        #expect(try AESGCM.open(result, key: values[0], nonce: values[1], context: values[3]) == values[2])
    }

    @Test("opens nothing of which any bit was changed")
    func tampering() throws {
        let key = [UInt8](repeating: 7, count: 32)
        let nonce = [UInt8](repeating: 9, count: 12)
        let sealed = try AESGCM.seal(Array("刷新".utf8), key: key, nonce: nonce, context: [1, 2])
        for bit in 0..<sealed.count * 8 {
            var changed = sealed
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(try AESGCM.open(changed, key: key, nonce: nonce, context: [1, 2]) == nil)
        }
        #expect(try AESGCM.open(sealed, key: key, nonce: nonce, context: [1, 3]) == nil)
        #expect(try AESGCM.open(sealed, key: [UInt8](repeating: 8, count: 32), nonce: nonce, context: [1, 2]) == nil)
        #expect(try AESGCM.open(Array(sealed.dropLast()), key: key, nonce: nonce, context: [1, 2]) == nil)
        #expect(try AESGCM.open([], key: key, nonce: nonce, context: [1, 2]) == nil)
    }

    @Test(
        "refuses keys and nonces of other lengths",
        arguments: [(31, 12), (16, 12), (33, 12), (0, 12), (32, 11), (32, 16)])
    func lengths(key: Int, nonce: Int) {
        #expect(throws: CryptoError.self) {
            try AESGCM.seal(
                [1], key: [UInt8](repeating: 0, count: key), nonce: [UInt8](repeating: 0, count: nonce), context: [])
        }
    }
}
