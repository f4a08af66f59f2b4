import Testing

@testable import WeChat

/// Worked examples from WeChat's own documentation, and some computed beside them (`shared/vectors/official.json`).
@Suite("Signatures")
struct SignatureTests {
    static let ticket = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg"

    @Test(
        "of the JS-SDK are those of WeChat's worked examples",
        arguments: [
            ("http://mp.weixin.qq.com?params=value", "0f9de62fce790f9a083d5c99e95740ceb90c27ed"),
            ("http://mp.weixin.qq.com", "f4d90daf4b3bca3078ab155816175ba34c443a7b"),
            ("http://mp.weixin.qq.com/", "a1a0141122148a10c58bbd00ef52231dc4dda87a"),
            ("http://mp.weixin.qq.com/?params=value", "f50191877b62b116ef830363a3a613ed652a2d5d"),
            ("http://mp.weixin.qq.com/?params=value#fragment", "f50191877b62b116ef830363a3a613ed652a2d5d"),
        ])
    func jssdk(url: String, expected: String) throws {
        let signature = try JSSDKSignature(
            url: PageURL(url), ticket: Self.ticket, nonce: "Wm3WZYTPz0wzccnW", timestamp: 1_414_587_457)
        #expect(signature.signature == expected)
    }

    @Test("of the JS-SDK are explained without the ticket")
    func explanation() throws {
        let signature = try JSSDKSignature(
            url: PageURL("http://a.example/?b#c"), ticket: Self.ticket, nonce: "n", timestamp: 7)
        #expect(signature.explanation == "jsapi_ticket=••••&noncestr=n&timestamp=7&url=http://a.example/?b")
        #expect(signature.url.fragment == "#c")
    }

    @Test(
        "of the gateway are those of WeChat's worked examples",
        arguments: [
            ("1714036504", "1514711492", "f464b24fc39322e44b38aa78f5edd27bd1441696"),
            ("1714037059", "486452656", "899cf89e464efb63f54ddac96b0a0a235f53aa78"),
            ("1714112445", "415670741", "6c5c811b55cc85e0e1b54100749188c20beb3f5d"),
        ])
    func gateway(timestamp: String, nonce: String, signature: String) throws {
        let token = Secret("AAAAA")
        #expect(try GatewaySignature.isValid(signature, token: token, timestamp: timestamp, nonce: nonce))
        let forgeries = [
            signature.uppercased(), String(signature.dropLast()), signature + "0", "", String(signature.reversed()),
        ]
        for forgery in forgeries {
            #expect(try !GatewaySignature.isValid(forgery, token: token, timestamp: timestamp, nonce: nonce))
        }
        #expect(try !GatewaySignature.isValid(signature, token: Secret("AAAAB"), timestamp: timestamp, nonce: nonce))
        #expect(try !GatewaySignature.isValid(signature, token: token, timestamp: nonce + "0", nonce: timestamp))
    }
}
