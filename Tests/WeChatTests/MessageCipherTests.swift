import Crypto
import Testing

@testable import Messages
@testable import WeChat

/// WeChat's worked examples, in both directions, and what is not one of its messages.
@Suite("Encrypted messages")
struct MessageCipherTests {
    static let key = String(repeating: "A", count: 43)
    static let appID = "wxba5fad812f8e6fb9"
    static let pushed = (
        encrypted: """
        +qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7v\
        JVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb\
        6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=
        """,
        random: "a8eedb185eb2fecf",
        message: """
        {"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714112445,"MsgType":"event",\
        "Event":"debug_demo","debug_str":"hello world"}
        """, timestamp: "1714112445", nonce: "415670741", signature: "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3"
    )
    static let replied = (
        encrypted: "ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==",
        random: "707722b803182950", message: #"{"demo_resp":"good luck"}"#, timestamp: "1713424427",
        nonce: "415670741", signature: "1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1"
    )

    private func cipher(appID: String = appID, key: String = key) throws -> MessageCipher {
        MessageCipher(appID: appID, key: try #require(EncodingAESKey(Secret(key))))
    }

    @Test("decrypt and encrypt as WeChat's examples do", arguments: [pushed, replied].map(\.encrypted))
    func examples(encrypted: String) throws {
        let example = try #require([Self.pushed, Self.replied].first { $0.encrypted == encrypted })
        let cipher = try cipher()
        #expect(try cipher.decrypt(example.encrypted) == Array(example.message.utf8))
        #expect(
            try cipher.encrypt(Array(example.message.utf8), random: Array(example.random.utf8)) == example.encrypted)
        #expect(
            try GatewaySignature.sign(
                token: Secret("AAAAA"), timestamp: example.timestamp, nonce: example.nonce,
                encrypted: example.encrypted) == example.signature)
    }

    @Test("answer in WeChat's envelope, in both formats")
    func envelope() throws {
        let example = Self.replied
        let reply = try EncryptedReply(
            example.encrypted, token: Secret("AAAAA"), timestamp: 1_713_424_427, nonce: example.nonce)
        #expect(
            String(decoding: reply.body(in: .json), as: UTF8.self)
                == #"{"Encrypt":"\#(example.encrypted)","MsgSignature":"\#(example.signature)","TimeStamp":1713424427,"Nonce":"415670741"}"#
        )
        #expect(
            String(decoding: reply.body(in: .xml), as: UTF8.self)
                == "<xml><Encrypt><![CDATA[\(example.encrypted)]]></Encrypt><MsgSignature><![CDATA[\(example.signature)]]>"
                + "</MsgSignature><TimeStamp>1713424427</TimeStamp><Nonce><![CDATA[415670741]]></Nonce></xml>")
    }

    @Test("read back whatever their length is, a full block of padding among it", arguments: 0...70)
    func lengths(count: Int) throws {
        let cipher = try cipher()
        let message = [UInt8](repeating: 0x20, count: count)
        #expect(try cipher.decrypt(cipher.encrypt(message)) == message)
    }

    @Test("are never the same twice")
    func random() throws {
        let cipher = try cipher()
        #expect(try cipher.encrypt([1]) != cipher.encrypt([1]))
    }

    @Test(
        "have keys whose last character holds more than two bits belong to it",
        arguments: zip("AEIMQUYcgkosw048".map { String($0) }, "BFJNRVZdhlptx159".map { String($0) }))
    func lenientKey(strict: String, lenient: String) throws {
        let start = String(repeating: "aB3", count: 14)
        let key = try #require(EncodingAESKey(Secret(start + strict)))
        #expect(key.bytes.count == 32)
        #expect(EncodingAESKey(Secret(start + lenient)) == key)
        #expect("\(key)" == "••••" && !"\(String(reflecting: key))".contains("\(key.bytes[0]), "))
    }

    @Test(
        "take no other keys",
        arguments: ["", "A", String(repeating: "A", count: 42), String(repeating: "A", count: 44)])
    func wrongKey(text: String) {
        #expect(EncodingAESKey(Secret(text)) == nil)
        #expect(EncodingAESKey(Secret(String(repeating: "A", count: 42) + "+")) == nil)
    }

    @Test("of another account, under another key, cut or changed anywhere are all the same nothing")
    func damaged() throws {
        let cipher = try cipher()
        let encrypted = try #require(Base64.decode(Self.pushed.encrypted))
        #expect(try self.cipher(appID: "wxba5fad812f8e6fb8").decrypt(Self.pushed.encrypted) == nil)
        #expect(try self.cipher(appID: "wxba5fad812f8e6fb").decrypt(Self.pushed.encrypted) == nil)
        #expect(try self.cipher(appID: "").decrypt(Self.pushed.encrypted) == nil)
        #expect(try self.cipher(key: String(repeating: "B", count: 43)).decrypt(Self.pushed.encrypted) == nil)
        for count in 0..<encrypted.count {
            #expect(try cipher.decrypt(Base64.encode(Array(encrypted.prefix(count)))) == nil, "\(count) bytes")
        }
        for text in ["", "=", "A", "====", "中文", Self.pushed.encrypted + "A", "*" + Self.pushed.encrypted.dropFirst()] {
            #expect(try cipher.decrypt(text) == nil, "\(text)")
        }
    }

    /// The length, the app id and the padding are in the last blocks and the second; a change in one turns up there or
    /// in the block behind. Where only random bytes or the message change, nothing inside can tell: `msg_signature`
    /// does.
    @Test("that were changed in what guards them are refused", arguments: [16, 17, 18] + Array(175..<208))
    func flipped(place: Int) throws {
        var encrypted = try #require(Base64.decode(Self.pushed.encrypted))
        encrypted[min(place, encrypted.count - 1)] ^= 0x80
        #expect(try cipher().decrypt(Base64.encode(encrypted)) == nil)
    }

    @Test("with any other padding are refused")
    func padding() throws {
        let key = try #require(EncodingAESKey(Secret(Self.key)))
        func encrypted(_ padding: [UInt8]) throws -> String {
            let start = [UInt8](repeating: 7, count: 16) + [0, 0, 0, 1, 0x78] + Array(Self.appID.utf8)
            return Base64.encode(
                try AESCBC.encrypt(start + padding, key: key.bytes, iv: Array(key.bytes.prefix(16)), padding: .none))
        }
        let right = [UInt8](repeating: 25, count: 25)
        #expect(try cipher().decrypt(encrypted(right)) == [0x78])
        for place in 0..<25 {
            var wrong = right
            wrong[place] ^= 1
            #expect(try cipher().decrypt(encrypted(wrong)) == nil, "byte \(place)")
        }
        for last: UInt8 in [0, 9, 26, 33, 57, 255] {
            #expect(try cipher().decrypt(encrypted(Array(right.dropLast()) + [last])) == nil, "\(last)")
        }
        #expect(try cipher().decrypt(encrypted([UInt8](repeating: 57, count: 57))) == nil, "more than a block")
        #expect(try cipher().decrypt(encrypted([UInt8](repeating: 9, count: 9))) == nil, "blocks of 16")
    }

    @Test("that say a length beyond their end are refused", arguments: [2, 19, 20, 0x7FFF_FFFF, 0xFFFF_FFFF])
    func length(said: UInt32) throws {
        let key = try #require(EncodingAESKey(Secret(Self.key)))
        let length = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: said >> $0) }
        let text =
            [UInt8](repeating: 7, count: 16) + length + [0x78] + Array(Self.appID.utf8)
            + [UInt8](repeating: 25, count: 25)
        let encrypted = try AESCBC.encrypt(text, key: key.bytes, iv: Array(key.bytes.prefix(16)), padding: .none)
        #expect(try cipher().decrypt(Base64.encode(encrypted)) == nil)
    }
}
