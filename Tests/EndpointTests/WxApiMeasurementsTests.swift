import FastCGI
import HTTP
import JSON
import Testing
import WeChat

@testable import People
@testable import wx_api_measurements

@Suite("GET /wx/api/measurements")
struct WxApiMeasurementsTests {
    let site: LoginSite
    let cookie: String

    init() throws {
        site = try LoginSite()
        cookie = try site.loggedIn(.measurements)
    }

    private func answer(_ query: String = "") -> Answer {
        site.answer(WxApiMeasurements.self, .get(WxApiMeasurements.self, query, cookie: cookie))
    }

    private func ids(_ query: String = "") throws -> [Int64] {
        try #require(answer(query).data().elements).compactMap { $0["record_id"]?.integer }
    }

    @Test("is an empty array for somebody without records")
    func none() throws {
        #expect(try answer().data() == [])
        #expect(answer().bodyText == #"{"cid":"0123456789abcdef","ok":true,"data":[],"error":{"code":0,"msg":""}}"#)
    }

    @Test("is each record with the contract's fields")
    func fields() throws {
        try site.addRecord(at: "2018-07-04T16:01:27+08:00", c0: -10, #""remark":"晨 🌅","has_paid":true,"record_id":41"#)
        let expected: JSONValue = [
            [
                "record_id": 41, "c0": -10, "c1": 0, "c2": 0, "c3": 0, "c4": 0, "c5": 0, "c6": 0, "c7": 0,
                "remark": "晨 🌅", "finger": 1, "app_heart_rate": 70, "heart_rate": 70,
                "created_at": "2018-07-04T08:01:27Z", "record_type": 7, "cid": 41, "tags": [], "has_paid": true,
                "show_full_report": true,
            ]
        ]
        #expect(try answer().data() == expected)
    }

    @Test("has measured rates as numbers, with a fraction where one was measured")
    func rates() throws {
        try site.addRecord(c0: 0, #""height":170.5"#, rate: "72.5")
        #expect(answer().bodyText.contains(#""app_heart_rate":72.5,"heart_rate":72.5,"#))
        try site.addRecord(rate: "72.0")
        #expect(answer().bodyText.contains(#""app_heart_rate":72,"heart_rate":72,"#))
    }

    @Test("is paged and ranged as asked")
    func pages() throws {
        for second in ["00", "01", "01", "02"] { try site.addRecord(at: "2020-01-01T00:00:\(second)Z") }
        #expect(try ids() == [4, 3, 2, 1])
        #expect(try ids("size=2") == [4, 3] && ids("size=2&offset=2") == [2, 1] && ids("size=-1&offset=3") == [1])
        #expect(try ids("start=2020-01-01T00:00:01Z&end=2020-01-01T08:00:01%2B08:00") == [3, 2])
        #expect(try ids("start=2020-01-01T08:00:01+08:00") == [4, 3, 2])
        #expect(try ids("end=2020-01-01T00:00:00Z") == [1])
        #expect(try ids("user_id=2&openid=x&_=17&size=") == [4, 3, 2, 1])
        for _ in 0..<20 { try site.addRecord() }
        #expect(try ids().count == 24 && ids("size=-1").count == 24 && ids("size=100").count == 24)
    }

    @Test("refuses a bad value of any parameter", arguments: BadValue.all)
    func badValues(value: BadValue) throws {
        for name in ["start", "end", "size", "offset"] {
            if value.raw.isEmpty {
                #expect(try answer("\(name)=").data() == [])
            } else {
                answer("\(name)=\(value.raw)").expectFailure(2002)
            }
        }
    }

    @Test(
        "refuses values out of range, and those that stand twice",
        arguments: [
            "size=0", "size=101", "size=-2", "size=1.5", "offset=-1", "start=2018-07-04", "end=1530691287",
            "start=2018-02-29T00:00:00Z", "size=1&size=1", "start=2018-07-04T08:01:27Z&start=2018-07-04T08:01:27Z",
            "offset=9223372036854775808",
        ])
    func outOfRange(query: String) {
        answer(query).expectFailure(2002)
    }

    @Test("reads the query of a POST-like body not at all")
    func bodyIgnored() throws {
        try site.addRecord()
        let request = Request(
            id: "0123456789abcdef",
            variables: ["REQUEST_METHOD": "GET", "SCRIPT_NAME": "/wx/api/measurements", "HTTP_COOKIE": cookie],
            content: .success(Array(#"{"size":0}"#.utf8)))
        #expect(try site.answer(WxApiMeasurements.self, request).data().elements?.count == 1)
    }
}
