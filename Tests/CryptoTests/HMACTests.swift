import Foundation
import Testing

@testable import Crypto
@testable import Platform

struct HMACTests {
    /// The test cases of RFC 4231, without the fifth, which truncates; and the well-known digest of nothing.
    @Test(
        "HMAC-SHA-256 agrees with RFC 4231",
        arguments: [
            ([], [], "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
            (
                Array(repeating: 0x0b, count: 20), Array("Hi There".utf8),
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                Array(repeating: 0xaa, count: 20), Array(repeating: 0xdd, count: 50),
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
            ),
            (
                Array(0x01...0x19), Array(repeating: 0xcd, count: 50),
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
            ),
            (
                Array(repeating: 0xaa, count: 131),
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
            (
                Array(repeating: 0xaa, count: 131),
                Array(
                    ("This is a test using a larger than block-size key and a larger than block-size data. "
                        + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
            ),
        ] as [([UInt8], [UInt8], String)])
    func rfc4231(key: [UInt8], message: [UInt8], code: String) throws {
        #expect(Hex.encode(try hmacSHA256(key: key, message: message)) == code)
    }

    /// The first is from WeChat's document on signing with the session key; the others are what `checksession` sends.
    @Test(
        "It signs with a session key as WeChat does",
        arguments: [
            (
                "o0q0otL8aEzpcZL/FT9WsQ==", #"{"foo":"bar"}"#,
                "654571f79995b2ce1e149e53c0a33dc39c0a74090db514261454e8dbe432aa0b"
            ),
            (
                "o0q0otL8aEzpcZL/FT9WsQ==", "",
                "46e043c5525c2d817c44be603d30837a808a1d930d038f6fdc3e62a201fed128"
            ),
            (
                "tiihtNczf5v6AKRyjwEUhQ==", "",
                "7154f9f8b4b76b92f541cbf0e37d48840fa06e5e42da92a6f80168a1516a4735"
            ),
        ])
    func sessionKey(key: String, message: String, code: String) throws {
        #expect(Hex.encode(try hmacSHA256(key: Array(key.utf8), message: Array(message.utf8))) == code)
    }
}
