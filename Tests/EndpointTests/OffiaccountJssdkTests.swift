import FastCGI
import HTTP
import JSON
import Testing

@testable import EndpointRuntime
@testable import offiaccount_jssdk

@Suite("POST /2020/wechat/offiaccount/jssdk")
struct OffiaccountJssdkTests {
    static var requests: [Request] {
        [
            .make("POST", body: #"{"url":"http://a/?b=1#c"}"#, type: "application/json"),
            .make("POST", body: #"{"url":"http://a/?b=1"}"#),
            .make("POST", body: #" {"url":"http://a/?b=1"}"#, type: "text/plain"),
            .make("POST", body: #"{"url":"http://a/?b=1"}"#, type: "application/x-www-form-urlencoded"),
            .make(
                "POST", body: "url=http%3A%2F%2Fa%2F%3Fb%3D1", type: "application/x-www-form-urlencoded; charset=UTF-8"),
            .make("POST", query: "url=http%3A%2F%2Fa%2F%3Fb%3D1"),
        ]
    }

    @Test("signs the page's address, wherever it stands", arguments: requests.indices)
    func signs(index: Int) throws {
        var service = try EndpointSetting().service(OffiaccountJssdk.self)
        let answer = service.answer(Self.requests[index])
        let json = try answer.json()
        let nonce = try #require(json["noncestr"]?.string)
        guard case .integer(let timestamp) = json["timestamp"] else { Issue.record("\(answer.bodyText)"); return }
        #expect(nonce.utf8.count == 15)
        #expect(json["appid"]?.string == EndpointSetting.appID)
        let expected = try expectedSignature(nonce: nonce, timestamp: String(timestamp), url: "http://a/?b=1")
        #expect(json["signature"]?.string == expected)
        #expect(answer.bodyText.hasPrefix(#"{"signature":""#))
    }

    static var faults: [(request: Request, status: Int, contains: String)] {
        [
            (.make("POST"), 400, "缺少参数url"),
            (.make("POST", body: "{}"), 400, "缺少参数url"),
            (.make("POST", body: #"{"url":""}"#), 400, "缺少参数url"),
            (.make("POST", body: #"{"url":null}"#), 400, "缺少参数url"),
            (.make("POST", body: #"{"url":["http://a"]}"#), 400, "url"),
            (.make("POST", body: #"{"url":{}}"#), 400, "url"),
            (.make("POST", body: #"{"url":true}"#), 400, "url"),
            (.make("POST", body: #"{"url":7}"#), 400, "url"),
            (.make("POST", body: #"{"url":"a\u0000"}"#), 400, "url"),
            (.make("POST", body: #"{"url":"ftp://a"}"#), 400, "url"),
            (.make("POST", body: #"{"url":"http://a"#), 400, "参数错误"),
            (.make("POST", body: "[1]"), 400, "参数错误"),
            (.make("POST", body: #"{"url":"http://a","url":"http://b"}"#), 400, "参数错误"),
            (.make("POST", body: "\u{0}"), 400, "参数错误"),
            (.make("POST", body: String(repeating: "[", count: 100_000)), 400, "参数错误"),
            (.make("POST", body: "{\"a\":" + String(repeating: "[", count: 100_000)), 400, "参数错误"),
            (.make("POST", body: #"{"url":"http://a/\#(String(repeating: "x", count: 100_000))"}"#), 400, "url"),
            (.make("POST", failing: .bodyTooLarge(limit: 1)), 413, "请求内容过大"),
            (.make("POST", failing: .bodyBroken), 400, "参数错误"),
        ]
    }

    @Test("reports a fault of the caller's with its status and no data", arguments: faults.indices)
    func refuses(index: Int) throws {
        let (request, status, contains) = Self.faults[index]
        var service = try EndpointSetting().service(OffiaccountJssdk.self)
        let answer = service.answer(request)
        #expect(answer.response.status == status)
        let json = try answer.json()
        #expect(json["status"]?.integer == Int64(status))
        #expect(json["msg"]?.string?.contains(contains) == true)
        #expect(json["data"] == .null)
    }

    @Test("refuses a broken parameter of the query", arguments: BadValue.all)
    func refusesBadURLs(value: BadValue) throws {
        var service = try EndpointSetting().service(OffiaccountJssdk.self)
        #expect(service.answer(.make("POST", query: "url=\(value.raw)")).response.status == 400)
    }

    @Test("answers 504 when WeChat cannot be reached and no ticket is held")
    func unreachable() throws {
        var service = try EndpointSetting(hasTicket: false).service(OffiaccountJssdk.self)
        let answer = service.answer(.make("POST", query: "url=http%3A%2F%2Fa"))
        #expect(answer.response.status == 504)
        #expect(answer.bodyText == #"{"status":504,"msg":"微信服务器超时","data":null}"#)
    }
}
