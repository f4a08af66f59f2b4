import FastCGI
import HTTP
import Testing

@testable import EndpointRuntime
@testable import wechat_mp_gateway
@testable import wx
@testable import wx_service

/// The three gateways differ only in how they refuse.
@Suite("The gateways")
struct GatewayEndpointTests {
    // > token AAAAA, timestamp 1714036504, nonce 1514711492, echostr 4375120948345356249 (WeChat's worked example)
    static let good = "signature=f464b24fc39322e44b38aa78f5edd27bd1441696&timestamp=1714036504&nonce=1514711492"

    @Test("GET /wx, /wx/service and …/wechat-mp/gateway echo a genuine call, byte for byte")
    func echo() throws {
        let setting = try EndpointSetting()
        for echostr in ["4375120948345356249", "a+b c", "<script>", "中文"] {
            let request = Request.make(query: "\(Self.good)&echostr=\(PercentEncoding.encode(echostr))")
            for response in try responses(setting, request) {
                #expect(response.status == 200)
                #expect(String(decoding: response.body, as: UTF8.self) == echostr)
                #expect(response.header("Content-Type") == "text/plain; charset=utf-8")
                #expect(response.header("X-Content-Type-Options") == "nosniff")
            }
        }
    }

    @Test("refuse a forged call, each in its own way, and never echo it")
    func forged() throws {
        let setting = try EndpointSetting()
        let forgeries = [
            Self.good.replacing("f464", with: "f465"), Self.good.replacing("1714036504", with: "1714036505"),
            Self.good.replacing("1514711492", with: "1514711493"), Self.good.replacing("f464", with: "F464"),
            Self.good.replacing("f464b24fc39322e44b38aa78f5edd27bd1441696", with: "x"),
        ]
        for forgery in forgeries {
            let all = try responses(setting, .make(query: forgery + "&echostr=1234"))
            #expect(all.map(\.status) == [403, 200, 403])
            #expect(all.map { String(decoding: $0.body, as: UTF8.self) } == ["", "not weixin server!", ""])
        }
    }

    @Test(
        "report a missing or broken parameter in their own shapes",
        arguments: ["signature", "timestamp", "nonce", "echostr"])
    func missing(name: String) throws {
        let setting = try EndpointSetting()
        let all = Self.good + "&echostr=1"
        let without = all.split(separator: "&").filter { !$0.hasPrefix(name + "=") }.joined(separator: "&")
        for query in [
            without, without + "&\(name)=", without + "&\(name)=%zz", without + "&\(name)=%00", all + "&\(name)=2",
        ] {
            let responses = try responses(setting, .make(query: query))
            #expect(responses.map(\.status) == [200, 200, 400])
            let texts = responses.map { String(decoding: $0.body, as: UTF8.self) }
            #expect(texts[0].contains(#""code":200"#) && texts[0].contains(#""ok":false"#))
            #expect(texts[1].contains("4000000"))
            #expect(texts[2].contains(#""error_code":10003"#))
        }
    }

    @Test("say so when no token is configured")
    func notConfigured() throws {
        let setting = try EndpointSetting(hasAccount: false)
        let texts = try responses(setting, .make(query: Self.good + "&echostr=1")).map {
            String(decoding: $0.body, as: UTF8.self)
        }
        #expect(texts[0].contains(#""code":3000"#))
        #expect(texts[1].contains("5000000"))
        #expect(texts[2].contains(#""error_code":10001"#))
    }

    private func responses(_ setting: EndpointSetting, _ request: Request) throws -> [Response] {
        var measurements = setting.service(Wx.self)
        var server = setting.service(WxService.self)
        var boilerplate = setting.service(WechatMpGateway.self)
        return [measurements.answer(request), server.answer(request), boilerplate.answer(request)].map(\.response)
    }
}
