import FastCGI
import Foundation
import HTTP
import Testing

@testable import EndpointRuntime
@testable import wechat_mp_index
@testable import wx_api_measurements
@testable import wx_config

@Suite("What browsers are told with every answer")
struct SecurityHeaderTests {
    private static func expect(
        _ response: Response, strictTransport: String?, _ location: SourceLocation = #_sourceLocation
    ) {
        let expected = [
            "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
            "Strict-Transport-Security": strictTransport,
        ]
        for (name, value) in expected {
            let values = response.headers.filter { $0.name.text == name }.map(\.value)
            #expect(values == (value.map { [$0] } ?? []), "\(name)", sourceLocation: location)
        }
    }

    /// An answer, one in JSONP, an error, a preflight, a refused method, a redirect and a page.
    private static func answers(_ site: LoginSite) -> [Response] {
        let json = ["", "url=http://a", "url=http://a&callback=f"].map { site.answer(WxConfig.self, .make(query: $0)) }
        let others = ["OPTIONS", "DELETE", "HEAD", "GET"].map {
            site.answer(WxApiMeasurements.self, .get(WxApiMeasurements.self, method: $0))
        }
        return (json + others + [site.answer(WechatMpIndex.self, .get(WechatMpIndex.self))]).map(\.response)
    }

    @Test("is the type, who learns the address, and to keep to https where the site is https")
    func https() throws {
        let answers = Self.answers(try LoginSite())
        #expect(Set(answers.map(\.status)) == [200, 204, 302, 405])
        for answer in answers { Self.expect(answer, strictTransport: "max-age=31536000") }
    }

    @Test("is as much about https as the configuration says, and nothing where the site is http")
    func http() throws {
        for answer in Self.answers(try LoginSite(extra: "[server]\nhsts = 0\n")) {
            Self.expect(answer, strictTransport: "max-age=0")
        }
        for answer in Self.answers(try LoginSite(publicURL: "http://www.example.com")) {
            Self.expect(answer, strictTransport: nil)
        }
    }

    @Test("is told while the configuration is broken, and again when it is mended")
    func broken() throws {
        let setting = try EndpointSetting()
        let file = setting.path + "/wechat.ini"
        let good = try String(contentsOfFile: file, encoding: .utf8)
        try ("nonsense = 1\n" + good).write(toFile: file, atomically: false, encoding: .utf8)
        var service = setting.service(WxConfig.self)
        Self.expect(service.answer(.make(query: "url=http://a")).response, strictTransport: nil)
        try good.write(toFile: file, atomically: false, encoding: .utf8)
        Self.expect(service.answer(.make(query: "url=http://a")).response, strictTransport: "max-age=31536000")
    }
}
