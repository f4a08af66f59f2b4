import FastCGI
import HTTP
import JSON
import Testing

@testable import EndpointRuntime
@testable import Measurements
@testable import People
@testable import WeChat
@testable import wx_api_measurements
@testable import wx_api_measurements_analyze
@testable import wx_api_measurements_remark
@testable import wx_api_measurements_shared
@testable import wx_api_measurements_token
@testable import wx_api_payment

@Suite("What every endpoint of the measurements does", .timeLimit(.minutes(5)))
struct RecordEndpointsTests {
    static let reportPage = "https://h5.example.net/app.html#/analysisreport?record_id=1"

    /// Those that want a session.
    static var own: [RecordEndpoint] {
        let records = "/wx/api/measurements"
        let remark = #"{"remark":"mine"}"#
        return [
            RecordEndpoint(
                type: WxApiMeasurements.self, method: "GET", path: records,
                page: "https://h5.example.net/app.html#/history"),
            RecordEndpoint(
                type: WxApiMeasurementsAnalyze.self, method: "GET", path: records + "/1/analyze", page: reportPage),
            RecordEndpoint(
                type: WxApiMeasurementsRemark.self, method: "POST", path: records + "/1/remark", page: reportPage,
                body: remark),
            RecordEndpoint(
                type: WxApiMeasurementsRemark.self, method: "PUT", path: records + "/1/remark", page: reportPage,
                body: remark),
            RecordEndpoint(
                type: WxApiMeasurementsToken.self, method: "GET", path: records + "/1/token", page: reportPage),
            RecordEndpoint(
                type: WxApiMeasurementsToken.self, method: "DELETE", path: records + "/1/token", page: reportPage),
            RecordEndpoint(
                type: WxApiPayment.self, method: "POST", path: "/wx/api/payment", page: reportPage,
                body: #"{"record_id":1}"#),
            RecordEndpoint(type: WxApiPayment.self, method: "POST", path: "/wx/api/payment/1", page: reportPage),
        ]
    }

    static var shared: RecordEndpoint {
        RecordEndpoint(
            type: WxApiMeasurementsShared.self, method: "GET", path: "/wx/api/measurements/token/x/analyze", page: "")
    }

    static let scripts: [[String: String]] = [
        ["Accept": "application/json"], ["Accept": "application/json, text/plain, */*"],
        ["Accept": "TEXT/html;q=1,Application/JSON;q=0.9"],
        ["X-Requested-With": "XMLHttpRequest"], ["X-Requested-With": ""], ["Sec-Fetch-Mode": "cors"],
        ["Sec-Fetch-Mode": "same-origin"], ["Sec-Fetch-Mode": "CORS"],
    ]

    @Test("tells a script without a session where to send its page", arguments: own.indices)
    func scriptWithoutSession(index: Int) throws {
        let site = try LoginSite()
        try site.addRecord()
        let endpoint = Self.own[index]
        for headers in Self.scripts {
            let answer = endpoint.answer(site, endpoint.request(headers: headers))
            answer.expectFailure(1200)
            let redirect = "https://www.example.com/wx/oauth?redirect=" + PercentEncoding.encode(endpoint.page)
            #expect(try answer.json()["redirect"]?.string == redirect)
            #expect(answer.setCookies.isEmpty && answer.location.isEmpty)
            #expect(try site.record(1)?.remark == "" && site.record(1)?.hasPaid == false)
        }
    }

    static let visits: [[String: String]] = [
        [:], ["Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"], ["Accept": "*/*"],
        ["Accept": "application/jsonp"], ["Sec-Fetch-Mode": "navigate"], ["Accept": ""],
        ["Accept": "text/html", "X-Requested-With": "com.tencent.mm"],
    ]

    @Test("sends a page visit without a session to WeChat, and back to the H5 page", arguments: own.indices)
    func visitWithoutSession(index: Int) throws {
        let site = try LoginSite()
        try site.addRecord()
        let endpoint = Self.own[index]
        for headers in Self.visits {
            let answer = endpoint.answer(site, endpoint.request(headers: headers))
            #expect(
                answer.isAtWeChat && answer.callback == "https://www.example.com/wx/oauth/callback",
                "\(answer.location)")
            #expect(answer.location.contains("&scope=snsapi_userinfo&") && answer.setCookies.count == 2)
            #expect(try site.record(1)?.remark == "" && site.record(1)?.hasPaid == false)
            #expect(try site.begun(.measurements, answer.state)?.returnURL == endpoint.page)
            #expect(try site.count("login_states") == 0 && site.count("sessions") == 0)
        }
    }

    @Test("keeps to the prefix under which a site serves it", arguments: own.indices, ["/prefix", "/api", "/a/wx"])
    func prefixes(index: Int, prefix: String) throws {
        let site = try LoginSite()
        try site.addRecord()
        let endpoint = Self.own[index]
        let script = endpoint.answer(site, endpoint.request(prefix: prefix, headers: ["Sec-Fetch-Mode": "cors"]))
        let start = "https://www.example.com\(prefix)/wx/oauth"
        #expect(try script.json()["redirect"]?.string == "\(start)?redirect=\(PercentEncoding.encode(endpoint.page))")
        let visit = endpoint.answer(site, endpoint.request(prefix: prefix))
        #expect(visit.callback == start + "/callback")
        let cookie = try site.loggedIn(.measurements)
        _ = try endpoint.answer(site, endpoint.request(prefix: prefix, cookie: cookie)).data()
    }

    @Test("changes nothing for the page of another site", arguments: own.indices)
    func foreignPages(index: Int) throws {
        let site = try LoginSite()
        try site.addRecord()
        let endpoint = Self.own[index]
        guard endpoint.method != "GET" else { return }
        let cookie = try site.loggedIn(.measurements)
        for origin in [
            "https://evil.example", "null", "https://www.example.com.evil.example", "http://www.example.com",
        ] {
            endpoint.answer(site, endpoint.request(headers: ["Origin": origin], cookie: cookie)).expectFailure(2002)
            #expect(try site.record(1)?.remark == "" && site.record(1)?.hasPaid == false)
        }
        for origin in ["https://www.example.com", "https://h5.example.net"] {
            let answer = endpoint.answer(site, endpoint.request(headers: ["Origin": origin], cookie: cookie))
            _ = try answer.data()
        }
    }

    @Test("takes no session that is over, unknown or another API's", arguments: own.indices)
    func badSessions(index: Int) throws {
        let site = try LoginSite()
        try site.addRecord()
        let endpoint = Self.own[index]
        let id = try site.loggedIn(.boilerplate).split(separator: "=").last ?? ""
        let ended = try site.loggedIn(.measurements)
        try site.endSessions()
        let cookies = [
            ended, "sid=\(id)", "sid=", "sid=" + String(repeating: "0", count: 64), "sid=x; sid=y", "other=\(ended)",
        ]
        for cookie in cookies {
            let request = endpoint.request(headers: ["Sec-Fetch-Mode": "cors"], cookie: cookie)
            endpoint.answer(site, request).expectFailure(1200)
        }
        let alive = try site.loggedIn(.measurements)
        let both = endpoint.request(cookie: "sid=\(id); \(ended); \(alive)")
        _ = try endpoint.answer(site, both).data()
    }

    @Test("answers with the envelope, and leaves `error` out of the third version", arguments: own.indices)
    func envelope(index: Int) throws {
        let site = try LoginSite()
        try site.addRecord()
        let cookie = try site.loggedIn(.measurements)
        let endpoint = Self.own[index]
        _ = try endpoint.answer(site, endpoint.request(cookie: cookie)).data()
        for version in ["V3", "v3"] {
            let request = endpoint.request(headers: ["X-Response-Behavior": version], cookie: cookie)
            guard case .object(let members) = try endpoint.answer(site, request).json() else { continue }
            #expect(members.map(\.name) == ["cid", "ok", "data"])
        }
        let other = endpoint.request(headers: ["X-Response-Behavior": "V2"], cookie: cookie)
        #expect(try endpoint.answer(site, other).json()["error"] == ["code": 0, "msg": ""])
    }

    @Test("answers somebody else's record, and none, in the very same way", arguments: own.indices)
    func others(index: Int) throws {
        let site = try LoginSite()
        try site.addRecord(openid: "openid-2", #""remark":"secret-remark""#)
        try site.addRecord(openid: "openid-1")
        let cookie = try site.loggedIn(.measurements)
        let endpoint = Self.own[index]
        let before = try site.record(1)
        guard endpoint.path != "/wx/api/measurements" else {
            let list = try endpoint.answer(site, endpoint.request(query: "user_id=1&size=-1", cookie: cookie)).data()
            #expect(list.elements?.map { $0["record_id"] } == [2])
            return
        }
        var bodies: Set<String> = []
        for id in ["1", "3", "0", "9223372036854775808", "00000000000000000001"] {
            var asked = endpoint
            asked.body = endpoint.body.replacing(#""record_id":1"#, with: #""record_id":"\#(id)""#)
            let path = endpoint.path.replacing("/1", with: "/\(id)")
            let answer = asked.answer(site, asked.request(path: path, cookie: cookie))
            answer.expectFailure(2002)
            bodies.insert(answer.bodyText)
        }
        #expect(bodies.count == 1 && !bodies.contains { $0.contains("secret-remark") })
        #expect(try site.record(1) == before)
    }

    @Test("is 404 where the path names no number, with a login or without", arguments: own.indices)
    func noNumber(index: Int) throws {
        let site = try LoginSite()
        try site.addRecord(openid: "openid-1")
        var endpoint = Self.own[index]
        guard endpoint.path != "/wx/api/measurements" else { return }
        let isPayment = !endpoint.path.contains("/1")
        if isPayment { endpoint.body = "" }
        let path = isPayment ? endpoint.path + "/1" : endpoint.path
        for id in ["-1", "+1", "x", "1x", "1.0", "%31", "1%00", "%FF", "' OR 1=1 --", "１", " 1"] {
            for cookie in [try site.loggedIn(.measurements), ""] {
                let path = path.replacing("/1", with: "/\(id)")
                let answer = endpoint.answer(site, endpoint.request(path: path, cookie: cookie))
                #expect(answer.response.status == 404, "\(path)")
                #expect(try answer.json()["error"]?["code"] == -1 && answer.json()["ok"] == false)
            }
        }
        #expect(try site.record(1)?.hasPaid == false)
    }

    @Test("answers other methods with 405 and Allow")
    func methods() throws {
        let site = try LoginSite()
        let allowed = [
            "wx-api-measurements": "GET, HEAD", "analyze": "GET", "remark": "POST, PUT", "token": "GET, DELETE",
            "payment": "POST",
        ]
        for endpoint in Self.own + [Self.shared] {
            let key = allowed.keys.first { endpoint.path.hasSuffix("/\($0)") || endpoint.path.contains("/\($0)/1") }
            let allow = try #require(allowed[key ?? "wx-api-measurements"])
            for method in ["GET", "POST", "PUT", "DELETE", "PATCH"] where !allow.contains(method) {
                let answer = endpoint.answer(site, endpoint.request(method))
                #expect(
                    answer.response.status == 405 && answer.response.header("Allow") == allow, "\(endpoint) \(method)")
                #expect(try answer.json()["ok"] == false && answer.json()["error"]?["code"] == 2002)
                #expect(answer.setCookies.isEmpty)
            }
        }
    }

    @Test("answers HEAD as GET where that only reads")
    func head() throws {
        let endpoint = Self.own[0]
        let site = try LoginSite()
        try site.addRecord()
        let cookie = try site.loggedIn(.measurements)
        let get = endpoint.answer(site, endpoint.request(cookie: cookie))
        let head = endpoint.answer(site, endpoint.request("HEAD", cookie: cookie))
        #expect(head.response.status == 200 && head.response.body == get.response.body, "FastCGI drops the body")
        #expect(endpoint.answer(site, endpoint.request("HEAD")).isAtWeChat)
    }

    @Test("lets configured origins read, with credentials, and others not")
    func cors() throws {
        let site = try LoginSite()
        for (origin, isAllowed) in [
            ("https://h5.example.net", true), ("https://evil.com", false), ("null", false),
            ("https://h5.example.net.evil.com", false),
            ("http://h5.example.net", false),
        ] {
            for endpoint in Self.own + [Self.shared] {
                let preflight = endpoint.answer(
                    site,
                    endpoint.request(
                        "OPTIONS", headers: ["Origin": origin, "Access-Control-Request-Method": endpoint.method])
                ).response
                #expect(preflight.status == 204 && preflight.body.isEmpty)
                let methods = preflight.header("Access-Control-Allow-Methods")?.split(separator: ", ").map(String.init)
                #expect(methods?.contains(endpoint.method) == (isAllowed ? true : nil))
                let headers = preflight.header("Access-Control-Allow-Headers")
                #expect(headers?.contains("Content-Type") == (isAllowed ? true : nil))
                let answer = endpoint.answer(
                    site, endpoint.request(headers: ["Origin": origin, "Sec-Fetch-Mode": "cors"])
                ).response
                for response in [preflight, answer] {
                    #expect(response.header("Access-Control-Allow-Origin") == (isAllowed ? origin : nil))
                    #expect(response.header("Access-Control-Allow-Credentials") == (isAllowed ? "true" : nil))
                    #expect(response.header("Vary")?.contains("Origin") == true)
                }
            }
        }
    }

    @Test("says so when no account is configured", arguments: own.indices)
    func noAccount(index: Int) throws {
        let setting = try EndpointSetting(hasAccount: false)
        let endpoint = Self.own[index]
        func open<E: Endpoint>(_ type: E.Type) -> Answer {
            var service = setting.service(type)
            return service.answer(endpoint.request())
        }
        let answer = open(endpoint.type)
        answer.expectFailure(3000)
        #expect(answer.bodyText.contains("not configured") && !answer.bodyText.contains("app_secret"))
    }
}
