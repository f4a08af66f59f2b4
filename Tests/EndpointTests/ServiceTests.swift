import FastCGI
import Foundation
import HTTP
import Testing

@testable import EndpointRuntime
@testable import offiaccount_jssdk
@testable import wx_config

@Suite("What every endpoint does")
struct ServiceTests {
    @Test(
        "answers other methods with 405 and Allow, in the API's shape",
        arguments: ["POST", "PUT", "DELETE", "get", "X\r\nY"])
    func methods(method: String) throws {
        var service = try EndpointSetting().service(WxConfig.self)
        let answer = service.answer(.make(method, query: "url=http://a"))
        #expect(answer.response.status == 405)
        #expect(answer.response.header("Allow") == "GET, HEAD")
        #expect(answer.bodyText.contains("4000000"))
        #expect(answer.log?.contains("\n") == false)
    }

    @Test("answers HEAD where it answers GET")
    func head() throws {
        var service = try EndpointSetting().service(WxConfig.self)
        #expect(service.answer(.make("HEAD", query: "url=http://a")).response.status == 200)
    }

    @Test("gives every answer its request's id")
    func requestID() throws {
        var service = try EndpointSetting().service(WxConfig.self)
        for query in ["url=http://a", ""] {
            #expect(service.answer(.make(query: query)).response.header("X-Request-Id") == "0123456789abcdef")
        }
    }

    @Test(
        "lets configured origins read with credentials, and nobody else",
        arguments: [
            ("https://h5.example.com", true), ("https://h5.example.com.evil.example", false), ("null", false),
            ("http://h5.example.com", false), ("https://H5.example.com", false), ("https://h5.example.com:444", false),
        ])
    func cors(origin: String, isAllowed: Bool) throws {
        let setting = try EndpointSetting(extra: "[cors]\norigins = https://h5.example.com, https://other.example")
        var service = setting.service(OffiaccountJssdk.self)
        for method in ["POST", "OPTIONS"] {
            let response = service.answer(.make(method, query: "url=http://a", headers: ["Origin": origin])).response
            #expect(response.header("Access-Control-Allow-Origin") == (isAllowed ? origin : nil))
            #expect(response.header("Access-Control-Allow-Credentials") == (isAllowed ? "true" : nil))
            #expect(response.header("Vary") == "Origin")
            guard method == "OPTIONS" else { continue }
            #expect(response.status == 204)
            #expect(response.header("Access-Control-Allow-Methods") == (isAllowed ? "POST" : nil))
        }
    }

    @Test(
        "lets configured origins read that an account is not configured, and answers their preflights",
        arguments: [("https://h5.example.com", true), ("https://evil.example", false)], ["POST", "OPTIONS"])
    func corsWithoutAccount(origin: (name: String, isAllowed: Bool), method: String) throws {
        let setting = try EndpointSetting(extra: "[cors]\norigins = https://h5.example.com", hasAccount: false)
        var service = setting.service(OffiaccountJssdk.self)
        // The first request reads the configuration.
        for _ in 1...2 {
            let answer = service.answer(.make(method, query: "url=http://a", headers: ["Origin": origin.name]))
            let response = answer.response
            #expect(response.header("Access-Control-Allow-Origin") == (origin.isAllowed ? origin.name : nil))
            #expect(response.header("Access-Control-Allow-Credentials") == (origin.isAllowed ? "true" : nil))
            #expect(response.headers.filter { $0.name == "Vary" }.map(\.value) == ["Origin"])
            #expect((response.status == 204) == (method == "OPTIONS"))
            #expect((answer.log?.contains("not configured") == true) == (method == "POST"))
        }
    }

    @Test("shares an error in the configuration file like other answers, with no configured origins")
    func corsWithBrokenFile() throws {
        let setting = try EndpointSetting(extra: "[cors]\norigins = https://h5.example.com\nnonsense = 1")
        let headers = ["Origin": "https://h5.example.com"]
        var (configured, anyone) = (setting.service(OffiaccountJssdk.self), setting.service(WxConfig.self))
        for (method, other) in [("POST", "GET"), ("OPTIONS", "OPTIONS")] {
            let refused = configured.answer(.make(method, query: "url=http://a", headers: headers)).response
            #expect(refused.header("Access-Control-Allow-Origin") == nil)
            #expect(refused.header("Vary") == "Origin")
            #expect((refused.status == 204) == (method == "OPTIONS"))
            let open = anyone.answer(.make(other, query: "url=http://a", headers: headers)).response
            #expect(open.header("Access-Control-Allow-Origin") == "*")
            #expect((open.status == 204) == (other == "OPTIONS"))
        }
    }

    @Test("answers while the configuration is broken, and again once it is mended")
    func mendedConfiguration() throws {
        let setting = try EndpointSetting()
        let file = setting.path + "/wechat.ini"
        let good = try String(contentsOfFile: file, encoding: .utf8)
        try ("nonsense = 1\n" + good).write(toFile: file, atomically: false, encoding: .utf8)
        var service = setting.service(WxConfig.self)
        let broken = service.answer(.make(query: "url=http://a"))
        #expect(broken.bodyText.contains("5000000"))
        #expect(broken.log?.contains("wechat.ini:1: nonsense: is not a setting") == true)
        try good.write(toFile: file, atomically: false, encoding: .utf8)
        #expect(service.answer(.make(query: "url=http://a")).bodyText.contains("2000000"))
    }

    @Test("reads the configuration ahead of the first request")
    func preparation() throws {
        let setting = try EndpointSetting()
        var service = setting.service(WxConfig.self)
        service.prepare()
        try FileManager.default.removeItem(atPath: setting.path + "/wechat.ini")
        #expect(service.answer(.make(query: "url=http://a")).bodyText.contains("2000000"))
    }

    @Test("refuses a state directory that others can enter")
    func openStateDirectory() throws {
        let setting = try EndpointSetting()
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: setting.path + "/state")
        var service = setting.service(WxConfig.self)
        let answer = service.answer(.make(query: "url=http://a"))
        #expect(answer.bodyText.contains("5000000"))
        #expect(answer.log?.contains("chmod 700") == true)
    }

    @Test("logs every request when asked to, and never a parameter")
    func logsRequests() throws {
        let setting = try EndpointSetting(extra: "[log]\nrequests = true")
        var service = setting.service(WxConfig.self)
        let log = try #require(service.answer(.make(query: "url=http://private.example")).log)
        #expect(log.hasPrefix("test level=info request=0123456789abcdef method=GET status=200 ms="))
        #expect(!log.contains("private"))
    }
}
