import FastCGI
import Foundation
import HTTP
import Testing

@testable import EndpointRuntime
@testable import wx_config

/// Without this check `GET /wechat.ini` on a shared host gave away the app secret: SECURITY.md, "Threats".
@Suite("A site whose files the web server would hand out")
struct DocumentRootTests {
    private static let apache = "Apache/2.4.62 (Debian)"

    private static func answer(
        _ root: String?, _ service: inout Service<WxConfig>, _ server: String = apache
    ) -> Answer {
        var variables = ["REQUEST_METHOD": "GET", "QUERY_STRING": "url=http://a", "SERVER_SOFTWARE": server]
        variables["DOCUMENT_ROOT"] = root
        return service.answer(Request(id: "1", variables: variables, content: .success([])))
    }

    private static func refusal(
        _ setting: EndpointSetting, _ root: String?, _ server: String = apache
    ) -> String? {
        var service = setting.service(WxConfig.self)
        let answer = answer(root, &service, server)
        return answer.bodyText.contains("2000000") ? nil : answer.log
    }

    @Test(
        "does not work, and says what to do",
        arguments: [
            "", "/", "/../ROOT", "/link",
        ])
    func exposed(suffix: String) throws {
        let setting = try EndpointSetting()
        try FileManager.default.createSymbolicLink(atPath: setting.path + "/link", withDestinationPath: setting.path)
        let name = URL(fileURLWithPath: setting.path).lastPathComponent
        let log = try #require(Self.refusal(setting, setting.path + suffix.replacing("ROOT", with: name)))
        #expect(
            log.contains("the configuration") && log.contains("document root") && log.contains("Require all denied"))
        #expect(!log.contains("secret\n"))
    }

    @Test(
        "works where a .htaccess denies what is below",
        arguments: [
            "Require all denied\n", "# ours\n  require   all  DENIED\r\n<Files a>\nRequire all granted\n</Files>\n",
        ])
    func denied(file: String) throws {
        let setting = try EndpointSetting()
        try setting.write(file, to: ".htaccess")
        #expect(Self.refusal(setting, setting.path) == nil)
        #expect(Self.refusal(setting, setting.path, "LiteSpeed") == nil)
        for server in ["nginx/1.22.1", "lighttpd/1.4.69"] {
            #expect(
                Self.refusal(setting, setting.path, server)?.contains("move it elsewhere") == true,
                "no such file is read there")
        }
    }

    @Test(
        "does not work where a .htaccess denies something else",
        arguments: [
            "", "# Require all denied\n", "<Files x>\nRequire all denied\n</Files>\n", "Require all granted\n",
            "Require all denied not\n",
        ])
    func deniedElsewhere(file: String) throws {
        let setting = try EndpointSetting()
        try setting.write(file, to: ".htaccess")
        #expect(Self.refusal(setting, setting.path) != nil)
    }

    @Test("is none where the document root is another folder")
    func elsewhere() throws {
        let setting = try EndpointSetting()
        for root in [nil, "", "/", "/nowhere", String(setting.path.dropLast())] {
            #expect(Self.refusal(setting, root) == nil, "\(root ?? "none")")
        }
    }

    @Test("has a state directory that denies itself, whatever its place")
    func stateDirectory() throws {
        let setting = try EndpointSetting()
        #expect(Self.refusal(setting, setting.path + "/state") == nil)
        let file = try String(contentsOfFile: setting.path + "/state/.htaccess", encoding: .utf8)
        #expect(file == "Require all denied\n")
        let log = try #require(Self.refusal(setting, setting.path + "/state", "nginx/1.22.1"))
        #expect(log.contains("state_dir, \(setting.path)/state, is below"))
        #expect(Self.refusal(setting, setting.path + "/state/tokens")?.contains("state_dir") == true, "a part of it")
        try setting.write("# the operator's own\n", to: "state/.htaccess")
        #expect(Self.refusal(setting, setting.path + "/state")?.contains("state_dir") == true)
    }

    @Test("works with the next request after it was mended")
    func mended() throws {
        let setting = try EndpointSetting()
        var service = setting.service(WxConfig.self)
        #expect(Self.answer(setting.path, &service).bodyText.contains("5000000"))
        try setting.write("Require all denied\n", to: ".htaccess")
        #expect(Self.answer(setting.path, &service).bodyText.contains("2000000"))
    }
}
