import Foundation
import HTTP
import JSON
import Testing

@testable import wechat_simulator

@Suite("The form of WeChat's answers")
struct AnswerFormTests {
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    @Test("Errors have HTTP status 200 and a rid with the time in it")
    func refusal() throws {
        let response = weChat.send("GET", "/cgi-bin/token", query: "appid=wx1")
        #expect(response.status == 200)
        let message = try #require(try JSONValue(parsing: response.body)["errmsg"]?.string)
        #expect(message.wholeMatch(of: /invalid appid rid: 6b49d200-[0-9a-f]{8}-[0-9a-f]{8}/) != nil)
    }

    @Test("The Content-Type is the one that WeChat sends, with encoding= for charset=")
    func contentType() {
        #expect(weChat.send("GET", "/cgi-bin/token").header("Content-Type") == "application/json; encoding=utf-8")
    }

    @Test("JSON is compact and its slashes are escaped")
    func compact() throws {
        let token = try #require(try weChat.token()["access_token"]?.string)
        let response = weChat.send("GET", "/cgi-bin/getcallbackip", query: "access_token=\(token)")
        #expect(
            String(decoding: response.body, as: UTF8.self)
                == #"{"ip_list":["127.0.0.1","127.0.0.2","101.226.103.0\/25"]}"#)
    }

    @Test("get_api_domain_ip has the same form")
    func domain() throws {
        let token = try #require(try weChat.token()["access_token"]?.string)
        #expect(
            try weChat.get("/cgi-bin/get_api_domain_ip", "access_token=\(token)")["ip_list"]?.elements?.isEmpty == false
        )
    }

    @Test(
        "An unknown path is an error in WeChat's form with status 200, and is in the list of calls",
        arguments: ["/cgi-bin/nothing", "/wxa/nothing", "/sns/nothing", "/nothing", "/cgi-bin/token/"])
    func unknownPath(path: String) throws {
        for method in ["GET", "POST"] {
            let response = weChat.send(method, path)
            #expect(response.status == 200)
            let answer = try JSONValue(parsing: response.body)
            #expect(answer["errcode"] == 40066 && answer["errmsg"]?.string?.hasPrefix("invalid url") == true)
        }
        #expect(try weChat.get("/_simulator/calls")["calls"]?.elements?.map { $0["path"]?.string } == [path, path])
    }

    @Test("A control call that there is not is a 404 in words, and no call of WeChat's")
    func unknownControlCall() throws {
        let response = weChat.send("POST", "/_simulator/nothing")
        #expect(response.status == 404)
        #expect(try JSONValue(parsing: response.body)["error"]?.string?.contains("/_simulator/nothing") == true)
        #expect(weChat.send("GET", "/connect/nothing").status == 404)
        #expect(try weChat.get("/_simulator/calls")["calls"]?.elements?.map { $0["path"] } == ["/connect/nothing"])
    }

    @Test(
        "The wrong method is refused as WeChat does",
        arguments: [
            ("POST", "/cgi-bin/token", 43001), ("PUT", "/cgi-bin/getcallbackip", 43001),
            ("GET", "/cgi-bin/stable_token", 43002),
        ] as [(String, String, Int64)])
    func method(method: String, path: String, code: Int64) throws {
        #expect(try JSONValue(parsing: weChat.send(method, path).body)["errcode"] == .integer(code))
    }

    @Test("A fault of the simulator's own is a 500 and a line in the log, and the next call is answered")
    func ownFault() throws {
        let file = weChat.directory + "/other.sqlite3"
        try Data("no database, and long enough to be looked at as one".utf8).write(to: URL(filePath: file))
        #expect(throws: Failure.self) { _ = try Simulator(file: file) }
        var service = Service(directory: nil)
        for _ in 0..<2 {
            let answer = service.answer(.test("GET", "/cgi-bin/token"))
            #expect(answer.response.status == 500)
            #expect(answer.log?.contains("WECHAT_SIMULATOR_STATE") == true)
        }
    }

    @Test("A process whose state becomes reachable begins to answer")
    func recovery() throws {
        let directory = weChat.directory + "/late/state"
        var service = Service(directory: directory)
        #expect(service.answer(.test("GET", "/")).response.status == 500)
        try FileManager.default.createDirectory(atPath: weChat.directory + "/late", withIntermediateDirectories: false)
        #expect(service.answer(.test("GET", "/")).response.status == 200)
    }
}
