import FastCGI
import Foundation
import HTTP
import Testing

@testable import EndpointRuntime
@testable import PortableRuntime
@testable import wx_api_measurements
@testable import wx_api_measurements_analyze
@testable import wx_api_measurements_shared
@testable import wx_api_payment
@testable import wx_config

@Suite("The program that is every endpoint")
struct SwitchboardTests {
    private static let endpoints = [
        PortableEndpoint("wx-config", WxConfig.self),
        PortableEndpoint("wx-api-measurements", WxApiMeasurements.self),
        PortableEndpoint("wx-api-measurements-analyze", WxApiMeasurementsAnalyze.self),
        PortableEndpoint("wx-api-measurements-shared", WxApiMeasurementsShared.self),
        PortableEndpoint("wx-api-payment", WxApiPayment.self),
    ]
    private static let table = RouteTable(endpoints.map(\.routes))

    private static func name(_ path: String) -> String? { table.endpoint(for: path).map { endpoints[$0].name } }

    @Test(
        "finds the endpoint of a path, also under a prefix",
        arguments: [
            ("/wx/config", "wx-config"), ("/prefix/wx/config", "wx-config"),
            ("/wx/api/measurements", "wx-api-measurements"),
            ("/wx/api/measurements/12/analyze", "wx-api-measurements-analyze"),
            ("/wx/api/measurements/token/analyze", "wx-api-measurements-analyze"),
            ("/wx/api/measurements/token/abc/analyze", "wx-api-measurements-shared"),
            ("/wx/api/payment", "wx-api-payment"), ("/wx/api/payment/12", "wx-api-payment"),
        ])
    func found(path: String, name: String) { #expect(Self.name(path) == name) }

    @Test(
        "knows no other paths",
        arguments: [
            "", "/", "/wx", "/config", "/wx/config/", "/wx/configuration", "/wx/Config",
            "/wx/api/measurements//analyze",
            "/wx/api/measurements/12", "wx/config", "/wechat.ini", "/wx/config/../../wechat.ini", "/wx%2Fconfig",
        ])
    func unknown(path: String) { #expect(Self.name(path) == nil) }

    private static func board(_ setting: EndpointSetting) -> Switchboard {
        let file = setting.path + "/wechat.ini"
        return Switchboard(endpoints, table, ConfigurationSource { () in file })
    }

    /// A request as the web server hands it over, which need not name the documented path.
    private static func request(_ variables: [String: String], _ body: Result<[UInt8], RequestError> = .success([]))
        -> Request
    {
        Request(id: "0123456789abcdef", variables: variables, content: body)
    }

    @Test("answers as the endpoint alone does, wherever the web server put the path")
    func paths() throws {
        let setting = try EndpointSetting()
        let board = Self.board(setting)
        let program = "/cgi-bin/wechat-fcgi.fcgi"
        for variables in [
            ["SCRIPT_NAME": "/wx/config"], ["SCRIPT_NAME": program, "PATH_INFO": "/wx/config"],
            ["SCRIPT_NAME": program, "REQUEST_URI": "/wx/config?url=http://a"],
            ["SCRIPT_NAME": program, "REQUEST_URI": "/wx/%63onfig?url=http://a"],
        ] {
            let answer = board.answer(Self.request(variables.merging(["QUERY_STRING": "url=http://a"]) { $1 }))
            #expect(answer.bodyText.contains("2000000"), "\(variables): \(answer.bodyText)")
        }
    }

    @Test("says in JSON that a path is nobody's, whatever it is")
    func nobody() throws {
        let board = try Self.board(EndpointSetting())
        for path in ["/wx/nothing", "*", "http://a/wx/config", "/%", "", "/wx/\u{0}"] {
            let answer = board.answer(Self.request(["SCRIPT_NAME": "/p.fcgi", "REQUEST_URI": path]))
            #expect(answer.response.status == 404, "\(path)")
            #expect(answer.bodyText == #"{"error":{"code":404,"message":"no endpoint has this path"}}"#)
            #expect(answer.response.header("X-Content-Type-Options") == "nosniff")
        }
    }

    @Test("goes on with one endpoint where another has a fault, and finds the configuration mended")
    func faults() throws {
        let setting = try EndpointSetting()
        let file = setting.path + "/wechat.ini"
        let good = try String(contentsOfFile: file, encoding: .utf8)
        try ("nonsense = 1\n" + good).write(toFile: file, atomically: false, encoding: .utf8)
        let board = Self.board(setting)
        let request = Self.request(["SCRIPT_NAME": "/wx/config", "QUERY_STRING": "url=http://a"])
        #expect(board.answer(request).bodyText.contains("5000000"))
        try good.write(toFile: file, atomically: false, encoding: .utf8)
        #expect(board.answer(request).bodyText.contains("2000000"))
        #expect(board.answer(Self.request(["SCRIPT_NAME": "/wx/api/measurements"])).response.status == 302)
        #expect(board.answer(request).bodyText.contains("2000000"))
    }

    @Test("keeps to each endpoint's own limit of a body, though another may have more")
    func bodyLimits() throws {
        let body = [UInt8](repeating: 0x20, count: WxApiPayment.bodyLimit + 1)
        let forwarded = Self.request(["SCRIPT_NAME": "/x"], .success(body)).forwarded(
            to: "/y", bodyLimit: body.count - 1)
        #expect(forwarded.path == "/y")
        #expect(throws: RequestError.bodyTooLarge(limit: body.count - 1)) { try forwarded.body() }
        let refused = Self.request([:], .failure(.bodyTooLarge(limit: 1 << 20))).forwarded(to: "/y", bodyLimit: 7)
        #expect(throws: RequestError.bodyTooLarge(limit: 7)) { try refused.body() }
        #expect(try Self.request([:], .success(body)).forwarded(to: "/y", bodyLimit: body.count).body() == body)
    }
}
