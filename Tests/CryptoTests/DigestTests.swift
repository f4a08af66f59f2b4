import Testing

@testable import Crypto
@testable import Platform

struct DigestTests {
    /// FIPS 180 examples, and WeChat's own example of a signed JS-SDK URL.
    @Test(
        "SHA-1 agrees with published digests",
        arguments: [
            ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
            ),
            (String(repeating: "a", count: 1_000_000), "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
            (
                "jsapi_ticket=sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg"
                    + "&noncestr=Wm3WZYTPz0wzccnW&timestamp=1414587457&url=http://mp.weixin.qq.com?params=value",
                "0f9de62fce790f9a083d5c99e95740ceb90c27ed"
            ),
        ])
    func sha1(message: String, digest: String) throws {
        #expect(Hex.encode(try Digest.sha1(Array(message.utf8))) == digest)
    }

    @Test(
        "SHA-256 agrees with FIPS 180",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                String(repeating: "a", count: 1_000_000),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
            ),
        ])
    func sha256(message: String, digest: String) throws {
        #expect(Hex.encode(try Digest.sha256(Array(message.utf8))) == digest)
    }

    @Test("A message has one digest, however it is cut into pieces")
    func pieces() throws {
        let message = [UInt8]((0..<1000).map { UInt8(truncatingIfNeeded: $0) })
        for length in [1, 7, 63, 64, 65, 999] {
            var context = try SHA256Context()
            for start in stride(from: 0, to: message.count, by: length) {
                try context.update(Array(message[start..<min(start + length, message.count)]))
                try context.update([])
            }
            #expect(try context.end() == Digest.sha256(message), "\(length)")
        }
    }

    @Test("Threads that hash at the same time do not disturb each other")
    func threads() async throws {
        let messages = (0..<64).map { Array(repeating: UInt8($0), count: 10_000 + $0) }
        let expected = try messages.map { try Digest.sha1($0) }
        let digests = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for (index, message) in messages.enumerated() { group.addTask { (index, try Digest.sha1(message)) } }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for (index, digest) in expected.enumerated() { #expect(digests[index] == digest) }
    }
}
