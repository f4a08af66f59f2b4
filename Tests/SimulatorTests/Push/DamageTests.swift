import JSON
import LoopbackServer
import Testing
import XML

@testable import wechat_simulator

@Suite("Damaged pushes")
struct DamageTests {
    let weChat: TestWeChat
    let gateway: TestServer

    init() throws {
        weChat = try TestWeChat()
        gateway = try TestServer(answering: "success")
        try weChat.setGateway(gateway.url(), ["mode": "encrypted"])
    }

    /// What is right about a push.
    private struct Look: Equatable {
        var signature = true
        var messageSignature = true
        var person = true
        var time = true
        /// Nil: it cannot be decrypted.
        var message: Bool? = true
    }

    private func look(_ push: JSONValue) throws -> Look {
        let request = try #require(gateway.pushed.last)
        let (time, nonce) = (request.query["timestamp"] ?? "", request.query["nonce"] ?? "")
        let encrypted = try #require(request.xml()["Encrypt"]?.text)
        let cipher = try MessageCipher(encodingAESKey: Gateway.defaultKey, appid: TestWeChat.official)
        let message = try? cipher.decrypt(encrypted)
        return Look(
            signature: request.query["signature"] == (try MessageSignature.make(["AAAAA", time, nonce])),
            messageSignature: request.query["msg_signature"]
                == (try MessageSignature.make(["AAAAA", time, nonce, encrypted])),
            person: request.query["openid"] == (try weChat.openID("xiaoming")), time: time == "\(TestWeChat.start)",
            message: message.map { String(decoding: $0, as: UTF8.self) == push["body"]?.string })
    }

    @Test("Without damage, all is right")
    func none() throws { #expect(try look(weChat.push("text")) == Look()) }

    @Test("Each damage spoils what it says and nothing else", arguments: Damage.allCases)
    func damages(damage: Damage) throws {
        let push = try weChat.push("text", ["content": "0123456789012345678901", "damage": .string(damage.rawValue)])
        var expected = Look()
        switch damage {
        case .signature: expected.signature = false
        case .messageSignature: expected.messageSignature = false
        case .openid: expected.person = false
        case .stale: expected.time = false
        case .flip: expected.message = false
        case .appid, .truncate, .blocks, .padding, .length, .base64: expected.message = nil
        case .tamper:
            expected.messageSignature = false
            expected.message = nil
        }
        let found = try look(push)
        if damage == .tamper {
            #expect(!found.messageSignature && found.message != true && found.signature)
        } else {
            #expect(found == expected)
        }
        #expect(push["damage"] == .string(damage.rawValue))
    }

    @Test("A plain push can have a wrong signature, too")
    func plain() throws {
        try weChat.push("text", ["mode": "plain", "damage": "signature"])
        let query = try #require(gateway.pushed.last).query
        #expect(
            query["signature"]
                != (try MessageSignature.make(["AAAAA", query["timestamp"] ?? "", query["nonce"] ?? ""])))
        #expect(query["signature"]?.count == 40)
    }
}
