import FastCGI
import Foundation
import HTTP
import JSON
import Platform
import Testing

@testable import EndpointRuntime
@testable import Measurements
@testable import RecordTransfer
@testable import Storage
@testable import WeChat

extension LoginSite {
    /// Adds a record as the devices' service brings it.
    ///
    /// - Parameter more: further members, such as `"remark":"a"`.
    func addRecord(
        openid: String = "openid-1", at time: String = "2018-07-04T08:01:27Z", c0: Int = 0, _ more: String = "",
        rate: String = "70"
    ) throws {
        let strengths = "\"c0\":\(c0)," + (1..<8).map { "\"c\($0)\":0," }.joined()
        let rates = ["heart_rate", "app_heart_rate", "app_highest_heart_rate", "app_lowest_heart_rate"]
            .map { "\"\($0)\":\(rate)" }.joined(separator: ",")
        let line = #"{"openid":"\#(openid)","created_at":"\#(time)","finger":1,\#(strengths)\#(rates)"#
        let path = setting.path + "/records-\(UUID().uuidString)"
        try (line + (more.isEmpty ? "" : ",") + more + "}").write(toFile: path, atomically: true, encoding: .utf8)
        _ = try RecordImport(installation: setting.installation()).run(InputFile(path), .json) { _ in }
    }

    /// One answer of a program whose type only the test's table knows.
    func answer(any type: any Endpoint.Type, _ request: Request) -> Answer {
        func ask<E: Endpoint>(_ type: E.Type) -> Answer { answer(type, request) }
        return ask(type)
    }

    /// What is stored of a record.
    func record(_ id: Int64) throws -> MeasurementRecord? { try setting.installation().openDatabase().record(id) }
}

/// One endpoint of the measurements, and how it is asked for record 1.
struct RecordEndpoint: CustomTestStringConvertible {
    let type: any Endpoint.Type
    let method: String
    let path: String
    /// The page that a login comes back to.
    let page: String
    var body = ""

    var testDescription: String { "\(method) \(path)" }

    func request(
        _ method: String? = nil, prefix: String = "", path: String? = nil, query: String = "",
        headers: [String: String] = [:], cookie: String = ""
    ) -> Request {
        var variables = [
            "REQUEST_METHOD": method ?? self.method, "QUERY_STRING": query,
            "SCRIPT_NAME": prefix + (path ?? self.path),
        ]
        for (name, value) in headers { variables["HTTP_" + name.uppercased().replacing("-", with: "_")] = value }
        if !cookie.isEmpty { variables["HTTP_COOKIE"] = cookie }
        return Request(id: "0123456789abcdef", variables: variables, content: .success(Array(body.utf8)))
    }

    /// An answer of a program that has just been started.
    func answer(_ site: LoginSite, _ request: Request) -> Answer {
        site.answer(any: type, request)
    }
}

extension Answer {
    /// Checks the envelope of a success of the measurements API, and gives its data.
    func data(_ location: SourceLocation = #_sourceLocation) throws -> JSONValue {
        let json = try json()
        #expect(response.status == 200 && json["ok"] == true, "\(bodyText)", sourceLocation: location)
        #expect(json["cid"] == "0123456789abcdef" && json["error"] == ["code": 0, "msg": ""], sourceLocation: location)
        #expect(response.header("Cache-Control") == "no-store", sourceLocation: location)
        #expect(response.header("Content-Type") == "application/json; charset=utf-8", sourceLocation: location)
        return try #require(json["data"], sourceLocation: location)
    }

    /// Checks the envelope of a failure of the measurements API.
    func expectFailure(_ code: Int64, _ location: SourceLocation = #_sourceLocation) {
        let json = try? json()
        #expect(response.status == 200, sourceLocation: location)
        #expect(json?["ok"] == false && json?["cid"] == "0123456789abcdef", "\(bodyText)", sourceLocation: location)
        #expect(
            json?["error"]?["code"]?.integer == code && json?["data"] == [:], "\(bodyText)", sourceLocation: location)
        let message = json?["error"]?["msg"]
        #expect(message?.string?.isEmpty == false && message == json?["error"]?["message"], sourceLocation: location)
    }
}
