import FastCGI
import HTTP
import JSON
import Testing
import WeChat

@testable import EndpointRuntime
@testable import People
@testable import wx_api_measurements_analyze
@testable import wx_api_measurements_shared
@testable import wx_api_measurements_token

@Suite("GET /wx/api/measurements/{record_id}/token, and what it shows")
struct WxApiMeasurementsTokenTests {
    let site: LoginSite

    init() throws {
        site = try LoginSite()
        try site.addRecord(c0: 9)
        try site.addRecord(openid: "openid-2", c0: -9)
    }

    private func own(
        _ openid: String, _ id: Int, method: String = "GET", query: String = "", headers: [String: String] = [:]
    ) throws -> Answer {
        let endpoint = RecordEndpoint(
            type: WxApiMeasurementsToken.self, method: method, path: "/wx/api/measurements/\(id)/token", page: "")
        let cookie = try site.loggedIn(.measurements, openid: openid)
        return endpoint.answer(site, endpoint.request(query: query, headers: headers, cookie: cookie))
    }

    private func shared(_ token: String, cookie: String = "", prefix: String = "") -> Answer {
        let endpoint = RecordEndpoint(
            type: WxApiMeasurementsShared.self, method: "GET", path: "/wx/api/measurements/token/\(token)/analyze",
            page: "")
        return endpoint.answer(site, endpoint.request(prefix: prefix, cookie: cookie))
    }

    @Test("is a token, the same each time, by which anybody reads that report")
    func reads() throws {
        let data = try own("openid-1", 1).data()
        let token = try #require(data["token"]?.string)
        #expect(data == ["token": .string(token)])
        #expect(try own("openid-1", 1).data() == data)
        let endpoint = RecordEndpoint(
            type: WxApiMeasurementsAnalyze.self, method: "GET", path: "/wx/api/measurements/1/analyze", page: "")
        let report = try endpoint.answer(
            site, endpoint.request(cookie: try site.loggedIn(.measurements))
        ).data()
        let read = try shared(token).data()
        #expect(read["report_id"] == report["report_id"] && read["content"]?["tags"] == report["content"]?["tags"])
        #expect(try shared(token, prefix: "/prefix").data() == read)
        #expect(try shared(token, cookie: try site.loggedIn(.measurements, openid: "openid-2")).data() == read)
        let other = try #require(try own("openid-2", 2).data()["token"]?.string)
        #expect(try shared(other).data()["content"]?["record_id"] == 2)
    }

    @Test("shows the owner what was asked for, by a token of its own, and refuses other names")
    func show() throws {
        let plain = try #require(try own("openid-1", 1).data()["token"]?.string)
        let named = try #require(try own("openid-1", 1, query: "show=user_id%2Cremark").data()["token"]?.string)
        #expect(try own("openid-1", 1, query: "show=remark,user_id").data() == ["token": .string(named)])
        #expect(try shared(plain).data()["content"]?["user_profile"]?["user_id"] == .null)
        #expect(try shared(named).data()["content"]?["user_profile"]?["user_id"] == 1)
        #expect(try own("openid-1", 1, query: "show=").data() == ["token": .string(plain)])
        for query in ["show=phone", "show=birthday&show=remark", "show=%FF", "show=%00"] {
            try own("openid-1", 1, query: query).expectFailure(2002)
        }
        #expect(try site.count("record_shares") == 2)
    }

    @Test("is revoked by its owner, as often as one likes, and then another one")
    func revoked() throws {
        let token = try #require(try own("openid-1", 1).data()["token"]?.string)
        let other = try #require(try own("openid-2", 2).data()["token"]?.string)
        try own("openid-2", 1, method: "DELETE").expectFailure(2002)
        try own("openid-1", 1, method: "DELETE", headers: ["Origin": "https://evil.example"]).expectFailure(2002)
        _ = try shared(token).data()
        for _ in 0..<2 { #expect(try own("openid-1", 1, method: "DELETE").data() == [:]) }
        let gone = shared(token)
        gone.expectFailure(2002)
        #expect(gone.bodyText == shared("x").bodyText)
        _ = try shared(other).data()
        let next = try #require(try own("openid-1", 1).data()["token"]?.string)
        #expect(next != token)
        _ = try shared(next).data()
    }

    @Test("opens nothing else: no list, no remark, no session")
    func nothingElse() throws {
        let token = try #require(try own("openid-1", 1).data()["token"]?.string)
        let answer = shared(token)
        #expect(answer.setCookies.isEmpty && answer.location.isEmpty)
        for path in ["/wx/api/measurements/\(token)/analyze", "/wx/api/measurements/1/analyze"] {
            let endpoint = RecordEndpoint(type: WxApiMeasurementsAnalyze.self, method: "GET", path: path, page: "")
            let request = endpoint.request(
                query: "token=\(token)", headers: ["Accept": "application/json"], cookie: "sid=\(token)")
            let answer = endpoint.answer(site, request)
            if path.contains(token) { #expect(answer.response.status == 404) } else { answer.expectFailure(1200) }
        }
    }

    @Test("that is unknown is 2002, in one and the same way", arguments: BadValue.all)
    func unknown(value: BadValue) throws {
        let token = try #require(try own("openid-1", 1).data()["token"]?.string)
        var bodies: Set<String> = []
        for text in [
            value.raw, token + value.raw + "0", String(token.dropLast()), "1", String(repeating: "0", count: 43),
        ] {
            let answer = shared(text)
            answer.expectFailure(2002)
            bodies.insert(answer.bodyText)
            #expect(answer.log?.contains(token) != true)
        }
        #expect(bodies.count == 1)
    }

    @Test("keeps out of the web server's log")
    func log() {
        #expect(shared("x").logsApart)
    }
}
