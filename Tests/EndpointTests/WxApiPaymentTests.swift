import FastCGI
import HTTP
import JSON
import Testing
import WeChat

@testable import EndpointRuntime
@testable import Measurements
@testable import People
@testable import wx_api_payment

@Suite("POST /wx/api/payment")
struct WxApiPaymentTests {
    let site: LoginSite
    let cookie: String

    init() throws {
        site = try LoginSite()
        try site.addRecord()
        cookie = try site.loggedIn(.measurements)
    }

    private func answer(_ body: String = "", path: String = "", query: String = "", type: String? = nil) -> Answer {
        var variables = [
            "REQUEST_METHOD": "POST", "SCRIPT_NAME": "/wx/api/payment" + path, "HTTP_COOKIE": cookie,
            "QUERY_STRING": query,
        ]
        variables["CONTENT_TYPE"] = type
        let request = Request(id: "0123456789abcdef", variables: variables, content: .success(Array(body.utf8)))
        return site.answer(WxApiPayment.self, request)
    }

    static let ways: [(body: String, path: String, query: String, type: String?)] = [
        (#"{"record_id":1}"#, "", "", "application/json"), (#"{"record_id": 1.0}"#, "", "", nil),
        (#"{"record_id":10e-1}"#, "", "", nil), (#"{"record_id":"1"}"#, "", "", nil),
        ("record_id=1", "", "", "application/x-www-form-urlencoded"), ("", "", "record_id=1", nil), ("", "/1", "", nil),
        (#"{"record_id":7}"#, "/1", "record_id=8", nil), (#"{"record_id":1}"#, "", "record_id=8", nil),
        (#"{"record_id":1}"#, "/", "", nil),
    ]

    @Test("marks the record as paid, wherever its number stands, and again without a change", arguments: ways.indices)
    func pays(index: Int) throws {
        let way = Self.ways[index]
        #expect(try site.record(1)?.hasPaid == false)
        for _ in 0..<2 {
            #expect(try answer(way.body, path: way.path, query: way.query, type: way.type).data() == [:])
            #expect(try site.record(1)?.hasPaid == true)
        }
    }

    @Test("reports a fault by its code")
    func faults() throws {
        let faults: [(body: String, code: Int64)] = [
            ("", 2001), ("{}", 2001), (#"{"record_id":""}"#, 2001), (#"{"record_id":null}"#, 2001), ("{", 2000),
            ("x", 2000),
            (#"{"record_id":[]}"#, 2002), (#"{"record_id":1.5}"#, 2002), (#"{"record_id":true}"#, 2002),
            (#"{"record_id":2}"#, 2002), (#"{"record_id":-1}"#, 2002), (#"{"record_id":"1 "}"#, 2002),
        ]
        for (body, code) in faults { answer(body).expectFailure(code) }
        #expect(try site.record(1)?.hasPaid == false)
    }

    @Test("refuses a bad value", arguments: BadValue.all)
    func badValues(value: BadValue) throws {
        answer(query: "record_id=\(value.raw)").expectFailure(value.raw.isEmpty ? 2001 : 2002)
        answer("record_id=\(value.raw)", type: "application/x-www-form-urlencoded")
            .expectFailure(value.raw.isEmpty ? 2001 : 2002)
        answer(query: "record_id=1&record_id=1").expectFailure(2002)
        #expect(try site.record(1)?.hasPaid == false)
    }
}
