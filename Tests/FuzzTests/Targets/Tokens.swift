import Crypto
import Glibc
import JSON
import Platform

@testable import People
@testable import Site
@testable import WeChat

/// What browsers and phones carry for this site: as they please, and as this site would have sealed or signed anything.
enum Tokens {
    static func checkState(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        if let state = StateText(text) {
            try promise(state.text == text && (state.sealed.map { $0.count <= 128 } ?? true), "a state is its text")
            _ = (state.mayRestart, state.context(.measurements))
        }
        if bytes.count == StateText.capacity {
            try promise(StateText(StateText(bytes, restarts: 0).text)?.sealed == bytes, "what is sealed comes back")
        }
    }

    /// The input signed as header and claims, and the input as a token.
    static func checkToken(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let folder = try keyFolder.get()
        let keys = KeyFile(.jwt, directory: folder, clock: clock)
        let signer = TokenSigner(keys, issuer: "https://www.example.com", audience: "wx1", clock: clock)
        _ = try? signer.verify(text)
        let key = try keys.newest()
        let header = Base64URL.encode(Array(#"{"alg":"HS256","kid":"\#(Hex.encode(key.id))"}"#.utf8))
        for content in [header + "." + Base64URL.encode(bytes), Base64URL.encode(bytes) + "." + header] {
            let mark = try hmacSHA256(key: key.bytes, message: Array(content.utf8)[...])
            guard let token = try? signer.verify(content + "." + Base64URL.encode(mark)) else { continue }
            try promise(token.issuer == "https://www.example.com" && token.audience == "wx1", "a token is this site's")
            try promise(token.expiresAt > clock.now(), "a token has not ended")
        }
    }

    private static let clock = Clock(now: { 1_600_000_000 }, uptime: { 1000 }, bootID: "fuzz")

    /// One for the process, since making a key takes longer than reading a token; it goes when the process ends.
    private static let keyFolder = Result {
        try FileSystem.makePrivateDirectory(keyPath)
        atexit {
            for name in ["jwt.json", "jwt.lock", ""] { remove("\(keyPath)/\(name)") }
        }
        return keyPath
    }

    private static let keyPath = (Environment.value("TMPDIR") ?? "/tmp") + "/wechat-fuzz-\(getpid())"
}
