import FastCGI
import HTTP
import JSON
import Testing

@testable import EndpointRuntime
@testable import wx_api_jssdk_config

@Suite("POST /wx/api/jssdk/config")
struct WxApiJssdkConfigTests {
    @Test("signs the page's address under the document's names and wx.config's")
    func signs() throws {
        var service = try EndpointSetting().service(WxApiJssdkConfig.self)
        let json = try service.answer(.make("POST", body: #"{"url":"http://a/#b"}"#)).json()
        let data = try #require(json["data"])
        #expect(json["ok"] == true)
        #expect(json["cid"]?.string == "0123456789abcdef")
        #expect(json["error"] == ["code": 0, "msg": ""])
        #expect(data["noncestr"]?.string?.utf8.count == 16)
        #expect(data["noncestr"] == data["nonceStr"])
        #expect(data["app_id"]?.string == EndpointSetting.appID)
        #expect(data["appId"] == data["app_id"])
        let expected = try expectedSignature(
            nonce: data["noncestr"]?.string, timestamp: data["timestamp"]?.string, url: "http://a/")
        #expect(data["signature"]?.string == expected)
    }

    @Test("leaves `error` out for clients of the third version")
    func thirdVersion() throws {
        var service = try EndpointSetting().service(WxApiJssdkConfig.self)
        let answer = service.answer(.make("POST", query: "url=http://a", headers: ["X-Response-Behavior": "V3"]))
        #expect(try answer.json()["error"] == nil)
        #expect(try answer.json()["ok"] == true)
    }

    static var faults: [(request: Request, code: Int64)] {
        [
            (.make("POST"), 2001), (.make("POST", body: "{}"), 2001), (.make("POST", body: "{"), 2000),
            (.make("POST", body: "nonsense"), 2000), (.make("POST", body: #"{"url":[]}"#), 2002),
            (.make("POST", body: #"{"url":"ftp://a"}"#), 2002), (.make("POST", query: "url=%zz"), 2002),
            (.make("POST", query: "url=http://a&url=http://b"), 2002),
            (.make("POST", failing: .bodyTooLarge(limit: 1)), 2000),
            (.make("POST", failing: .bodyBroken), 2000),
        ]
    }

    @Test("reports a fault of the caller's by its code", arguments: faults.indices)
    func refuses(index: Int) throws {
        let (request, code) = Self.faults[index]
        var service = try EndpointSetting().service(WxApiJssdkConfig.self)
        let answer = service.answer(request)
        #expect(answer.response.status == 200)
        let json = try answer.json()
        #expect(json["ok"] == false)
        #expect(json["error"]?["code"]?.integer == code)
        #expect(json["error"]?["msg"] == json["error"]?["message"])
        #expect(json["data"] == [:])
    }

    @Test("reports a ticket that is not to be had as 60001")
    func unreachable() throws {
        var service = try EndpointSetting(hasTicket: false).service(WxApiJssdkConfig.self)
        #expect(try service.answer(.make("POST", query: "url=http://a")).json()["error"]?["code"]?.integer == 60001)
    }
}
