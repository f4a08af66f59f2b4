import Crypto
import Testing

@testable import wechat_simulator

/// WeChat's worked examples of pushes: `../vectors/official.json` has the same.
@Suite("Signatures and encryption of pushes")
struct MessageCipherTests {
    private static let key = String(repeating: "A", count: 43)
    private static let appid = "wxba5fad812f8e6fb9"

    private func cipher() throws -> MessageCipher {
        try MessageCipher(encodingAESKey: Self.key, appid: Self.appid)
    }

    private static let incoming =
        "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT"
        + "740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIj"
        + "df8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04="
    private static let pushed =
        #"{"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714112445,"#
        + #""MsgType":"event","Event":"debug_demo","debug_str":"hello world"}"#
    private static let outgoing =
        "ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ=="

    @Test(
        "Signatures are those of WeChat's examples, whatever the order",
        arguments: [
            (["AAAAA", "1714036504", "1514711492"], "f464b24fc39322e44b38aa78f5edd27bd1441696"),
            (["486452656", "AAAAA", "1714037059"], "899cf89e464efb63f54ddac96b0a0a235f53aa78"),
            (["AAAAA", "1714112445", "415670741", incoming], "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3"),
            (["AAAAA", "1713424427", "415670741", outgoing], "1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1"),
        ])
    func signatures(parts: [String], signature: String) throws {
        #expect(try MessageSignature.make(parts) == signature)
        #expect(try MessageSignature.make(parts.reversed()) == signature)
    }

    @Test("A push is encrypted as in WeChat's example, and a reply as there is read")
    func vectors() throws {
        #expect(
            try cipher().encrypt(Array(Self.pushed.utf8), random: Array("a8eedb185eb2fecf".utf8)) == Self.incoming)
        #expect(try cipher().decrypt(Self.incoming) == Array(Self.pushed.utf8))
        let reply = #"{"demo_resp":"good luck"}"#
        #expect(try cipher().encrypt(Array(reply.utf8), random: Array("707722b803182950".utf8)) == Self.outgoing)
        #expect(try cipher().decrypt(Self.outgoing) == Array(reply.utf8))
    }

    @Test("Texts of all lengths come back, each encryption being another", arguments: 0...65)
    func lengths(count: Int) throws {
        let text = [UInt8](repeating: 0x61, count: count)
        let (first, second) = (try cipher().encrypt(text), try cipher().encrypt(text))
        #expect(first != second)
        #expect(try cipher().decrypt(first) == text)
        #expect(try #require(Base64.decode(first)).count.isMultiple(of: 32))
    }

    @Test("A key whose last character has bits left over is taken; what is no key is not")
    func keys() throws {
        let cipher = try MessageCipher(encodingAESKey: Gateway(appid: "wx1").encodingAESKey, appid: "wx1")
        #expect(try cipher.decrypt(cipher.encrypt([1, 2, 3])) == [1, 2, 3])
        for key in ["", "A", String(repeating: "A", count: 42), String(repeating: "*", count: 43)] {
            #expect(throws: Failure.self) { try MessageCipher(encodingAESKey: key, appid: "wx1") }
        }
    }

    @Test(
        "What is damaged is not read",
        arguments: [
            (Damage.appid, "appid"), (.truncate, "whole blocks"), (.blocks, "padding"), (.padding, "padding"),
            (.length, "bytes, and has"), (.base64, "Base64"),
        ])
    func damages(damage: Damage, reason: String) throws {
        let text = try cipher().encrypt(Array(repeating: 0x61, count: 100), damage: damage)
        let error = #expect(throws: BadReply.self) { try cipher().decrypt(text) }
        #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
    }

    @Test("A reply padded to 16 bytes and not to 32 is refused")
    func shortPadding() throws {
        let content = Array(repeating: UInt8(0x61), count: 16) + [0, 0, 0, 2] + Array("hi\(Self.appid)".utf8)
        let padded = content + [UInt8](repeating: 8, count: 8)
        #expect(padded.count == 48 - 0)
        let key = try #require(Base64.decode(Self.key + "="))
        let bytes = try AESCBC.encrypt(padded, key: key, iv: Array(key.prefix(16)), padding: .none)
        let error = #expect(throws: BadReply.self) { try cipher().decrypt(Base64.encode(bytes)) }
        #expect(error?.reason.contains("32") == true)
    }
}
