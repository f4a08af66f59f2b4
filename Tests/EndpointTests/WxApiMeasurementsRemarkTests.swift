import FastCGI
import HTTP
import JSON
import Testing
import WeChat

@testable import EndpointRuntime
@testable import Measurements
@testable import People
@testable import wx_api_measurements_remark

@Suite("POST and PUT /wx/api/measurements/{record_id}/remark")
struct WxApiMeasurementsRemarkTests {
    let site: LoginSite
    let cookie: String

    init() throws {
        site = try LoginSite()
        try site.addRecord(#""remark":"old""#)
        cookie = try site.loggedIn(.measurements)
    }

    private func answer(
        _ body: String, method: String = "POST", type: String? = nil, query: String = ""
    ) -> Answer {
        var variables = [
            "REQUEST_METHOD": method, "SCRIPT_NAME": "/wx/api/measurements/1/remark", "HTTP_COOKIE": cookie,
            "QUERY_STRING": query,
        ]
        variables["CONTENT_TYPE"] = type
        let request = Request(id: "0123456789abcdef", variables: variables, content: .success(Array(body.utf8)))
        return site.answer(WxApiMeasurementsRemark.self, request)
    }

    private var remark: String? { get throws { try site.record(1)?.remark } }

    @Test("keeps the remark, however it is sent", arguments: ["POST", "PUT"])
    func ways(method: String) throws {
        let ways: [(body: String, type: String?, query: String)] = [
            (#"{"remark":"晨 🌅 <b>"}"#, "application/json", ""), (#"{"remark":"晨 🌅 <b>"}"#, "text/plain", ""),
            (#"{"remark":"\u6668 \ud83c\udf05 <b>"}"#, nil, ""),
            ("remark=%E6%99%A8+%F0%9F%8C%85+%3Cb%3E", "application/x-www-form-urlencoded", ""),
            ("", nil, "remark=%E6%99%A8%20%F0%9F%8C%85%20%3Cb%3E"),
        ]
        for (body, type, query) in ways {
            #expect(try answer(#"{"remark":""}"#, method: method).data() == [:])
            #expect(try remark == "")
            #expect(try answer(body, method: method, type: type, query: query).data() == [:])
            #expect(try remark == "晨 🌅 <b>", "\(body)\(query)")
        }
        #expect(try answer(#"{"remark":5}"#, method: method).data() == [:])
        #expect(try remark == "5")
    }

    @Test("takes 255 characters, of emoji too, and no more", arguments: ["a", "文", "😀", "👨‍👩‍👧‍👦", "👩🏻‍❤️‍💋‍👨🏿", "🇨🇳"])
    func length(character: String) throws {
        let longest = String(repeating: character, count: 255)
        #expect(try answer(JSONValue.object([.init("remark", .string(longest))]).text).data() == [:])
        #expect(try remark == longest)
        answer(JSONValue.object([.init("remark", .string(longest + character))]).text).expectFailure(2002)
        #expect(try remark == longest)
    }

    static let faults: [(body: String, code: Int64)] = [
        ("", 2001), ("{}", 2001), (#"{"remark":null}"#, 2001), (#"{"remarks":"a"}"#, 2001), ("{", 2000),
        ("nonsense", 2000),
        ("[]", 2000), (#"{"remark":"a","remark":"b"}"#, 2000), ("{\"remark\":\"\u{FFFD}", 2000),
        (#"{"remark":[]}"#, 2002),
        (#"{"remark":{}}"#, 2002), (#"{"remark":true}"#, 2002), (#"{"remark":1.5}"#, 2002),
        (#"{"remark":"a\u0000"}"#, 2002),
    ]

    @Test(
        "is kept without blanks at its ends, with all that is in it, and half a character as U+FFFD",
        arguments: [
            (#"{"remark":"\ud800"}"#, "\u{FFFD}"), (#"{"remark":" \u3000早上\u200b头晕\u00a0 "}"#, "早上\u{200B}头晕"),
            (#"{"remark":"a","x":1,"x":2,"y":NaN,"z":123456789012345678901234567890,"w":-Infinity}"#, "a"),
            (#"{"remark":"🏴\udb40\udc67\udb40\udc7f"}"#, "🏴\u{E0067}\u{E007F}"), (#"{"remark":"  "}"#, ""),
        ])
    func tolerant(body: String, expected: String) throws {
        #expect(try answer(body).data() == [:])
        #expect(try remark.map { Array($0.unicodeScalars) } == Array(expected.unicodeScalars))
    }

    @Test("is taken from a multipart form as well")
    func multipart() throws {
        let form = "--b\r\nContent-Disposition: form-data; name=\"remark\"\r\n\r\n多部分\r\n--b--\r\n"
        #expect(try answer(form, type: "multipart/form-data; boundary=b").data() == [:])
        #expect(try remark == "多部分")
    }

    @Test("reports a fault by its code, and keeps the old remark", arguments: faults.indices, ["POST", "PUT"])
    func refuses(index: Int, method: String) throws {
        let (body, code) = Self.faults[index]
        answer(body, method: method).expectFailure(code)
        #expect(try remark == "old")
    }

    @Test("survives a bad value", arguments: BadValue.all)
    func badValues(value: BadValue) throws {
        for (body, query) in [("remark=\(value.raw)", ""), ("", "remark=\(value.raw)")] {
            let answer = answer(body, type: "application/x-www-form-urlencoded", query: query)
            if ["empty", "CR LF", "script", "SQL"].contains(value.what) {
                #expect(try answer.data() == [:])
            } else {
                answer.expectFailure(2002)
                #expect(try remark == "old")
            }
            #expect(try answer.json().isObject && site.record(1) != nil)
            _ = self.answer(#"{"remark":"old"}"#)
        }
    }
}
