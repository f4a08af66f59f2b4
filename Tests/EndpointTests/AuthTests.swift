import FastCGI
import HTTP
import JSON
import Testing

@testable import auth
@testable import auth_code
@testable import EndpointRuntime

@Suite("GET /2020/wechat/auth")
struct AuthTests {
    @Test(
        "sends the browser to WeChat's page, which never sees the page to return to",
        arguments: ["https%3A%2F%2Fh5.example.net%2Fpage%3Fa%3D1%23%2Fb", "/page", "https://ok.example/page"])
    func starts(state: String) throws {
        let site = try LoginSite()
        let answer = site.answer(Auth.self, .get(Auth.self, "state=\(state)"))
        #expect(answer.isAtWeChat && !answer.location.contains("page"))
        #expect(answer.location.contains("&response_type=code&scope=snsapi_userinfo&state=\(answer.state)#"))
        #expect(answer.state.utf8.count == 128)
        #expect(answer.callback == "https://www.example.com/2020/wechat/auth/code")
        #expect(answer.setCookies.count == 1 && answer.cookie.hasPrefix("__Host-wechat_login="))
    }

    @Test("has WeChat send the browser back under the prefix that the site uses")
    func prefix() throws {
        let site = try LoginSite()
        let variables = ["REQUEST_METHOD": "GET", "QUERY_STRING": "state=/a", "SCRIPT_NAME": "/2026/wx/auth"]
        let request = Request(id: "1", variables: variables, content: .success([]))
        #expect(site.answer(Auth.self, request).callback == "https://www.example.com/2026/wx/auth/code")
    }

    @Test("refuses a page that is absent or not allowed", arguments: BadValue.addresses)
    func refuses(value: BadValue) throws {
        let site = try LoginSite()
        for query in ["state=\(value.raw)", "", "State=/a"] {
            let answer = site.answer(Auth.self, .get(Auth.self, query))
            #expect(answer.response.status == 400)
            let json = try answer.json()
            #expect(json["status"]?.integer == 400 && json["msg"]?.string?.isEmpty == false && json["data"] == .null)
            #expect(answer.setCookies.isEmpty)
        }
    }
}
