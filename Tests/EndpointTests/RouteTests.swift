import HTTP
import Testing

@testable import EndpointRuntime

@Suite("A route")
struct RouteTests {
    private static let remark: Route = "POST /wx/api/measurements/{record_id}/remark"
    private static let payment: Route = "POST /wx/api/payment/{record_id}"

    @Test(
        "gives what stands in the place of a name, under any prefix",
        arguments: [
            ("/wx/api/measurements/12/remark", "12"), ("/prefix/wx/api/measurements/12/remark", "12"),
            ("/a/b/wx/api/measurements/x/remark", "x"), ("//wx/api/measurements/12/remark", "12"),
            ("/wx/api/measurements//remark", ""), ("/wx/api/measurements/remark/remark", "remark"),
            ("/wx/api/measurements/文 /remark", "文 "), ("/wx/api/measurements/wx/api/measurements/1/remark", "1"),
        ])
    func values(path: String, value: String) {
        #expect(Self.remark.value("record_id", in: path) == value)
    }

    @Test(
        "gives nothing for a path of another",
        arguments: [
            "", "/", "/wx/api/measurements", "/wx/api/measurements/12", "/wx/api/measurements/12/analyze",
            "/wx/api/measurements/12/remark/", "/wx/api/measurements/12/remark/x", "wx/api/measurements/12/remark",
            "/api/measurements/12/remark", "/wx/api/measurements/remark", "/WX/api/measurements/12/remark",
            "/wx/api/measurements/1/2/remark", "/wx/api/payment/12",
        ])
    func none(path: String) {
        #expect(Self.remark.value("record_id", in: path) == nil)
    }

    @Test("has no value of a name that it does not have")
    func unknownName() {
        #expect(Self.remark.value("token", in: "/wx/api/measurements/12/remark") == nil)
        #expect(Route("GET /wx").value("record_id", in: "/wx") == nil)
    }

    @Test("that ends in a name takes one further segment")
    func last() {
        #expect(Self.payment.value("record_id", in: "/wx/api/payment/5") == "5")
        #expect(Self.payment.value("record_id", in: "/prefix/wx/api/payment") == nil)
        #expect(Self.payment.value("record_id", in: "/wx/api/payment") == nil)
        #expect(Self.payment.value("record_id", in: "/wx/api/payment/5/6") == nil)
    }

    @Test("is written as it is spelled")
    func description() {
        #expect("\(Self.remark)" == "POST /wx/api/measurements/{record_id}/remark")
        #expect(Self.remark.method.name == "POST" && Self.remark.path.hasPrefix("/wx/"))
    }
}
