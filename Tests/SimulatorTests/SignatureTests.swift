import Crypto
import JSON
import SQL
import SQLite
import Testing

@testable import wechat_simulator

@Suite("POST /_simulator/check_signature")
struct SignatureTests {
    /// WeChat's own example (JS-SDK documentation, appendix 1).
    static let ticket = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg"
    static let nonce = "Wm3WZYTPz0wzccnW"
    static let examples = [
        ("http://mp.weixin.qq.com?params=value", "0f9de62fce790f9a083d5c99e95740ceb90c27ed"),
        ("http://mp.weixin.qq.com?params=value#here", "0f9de62fce790f9a083d5c99e95740ceb90c27ed"),
        ("http://mp.weixin.qq.com", "f4d90daf4b3bca3078ab155816175ba34c443a7b"),
        ("http://mp.weixin.qq.com/", "a1a0141122148a10c58bbd00ef52231dc4dda87a"),
    ]

    let weChat: TestWeChat

    init() throws {
        weChat = try TestWeChat()
        _ = try weChat.post("/_simulator/refresh", ["appid": .string(TestWeChat.official), "kind": "ticket"])
        let database = try Database(path: weChat.directory + "/simulator.sqlite3")
        try database.execute("UPDATE tickets SET ticket = ?", .text(SignatureTests.ticket))
    }

    private func check(_ url: String, _ signature: String, timestamp: JSONValue = "1414587457") throws -> JSONValue {
        try weChat.post(
            "/_simulator/check_signature",
            [
                "appid": .string(TestWeChat.official), "url": .string(url), "noncestr": .string(SignatureTests.nonce),
                "timestamp": timestamp, "signature": .string(signature),
            ])
    }

    @Test("WeChat's published examples are valid, with the time as text or number", arguments: examples)
    func published(url: String, signature: String) throws {
        #expect(try check(url, signature)["valid"] == true)
        #expect(try check(url, signature, timestamp: 1_414_587_457)["valid"] == true)
        #expect(
            try check(url, signature)["string"]?.string
                == "jsapi_ticket=\(SignatureTests.ticket)&noncestr=\(SignatureTests.nonce)&timestamp=1414587457&url="
                + (url.hasSuffix("#here") ? String(url.dropLast(5)) : url))
    }

    @Test("Another page's signature, one in capitals and an empty one are not valid")
    func wrong() throws {
        #expect(try check("http://mp.weixin.qq.com/x", SignatureTests.examples[0].1)["valid"] == false)
        #expect(try check(SignatureTests.examples[0].0, SignatureTests.examples[0].1.uppercased())["valid"] == false)
        #expect(try check(SignatureTests.examples[0].0, "")["error"] == "signature is missing")
    }

    @Test("An expired ticket signs nothing")
    func expired() throws {
        try weChat.advance(7200)
        #expect(try check(SignatureTests.examples[0].0, SignatureTests.examples[0].1)["valid"] == false)
    }
}
