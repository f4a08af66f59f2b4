import JSON
import Testing

@testable import wechat_simulator

@Suite("POST /cgi-bin/callback/check")
struct CallbackCheckTests {
    private func check(
        _ action: JSONValue, _ from: JSONValue, site: String? = "http://127.0.0.1:8080"
    ) throws -> JSONValue {
        let weChat = try TestWeChat(site: site)
        return try weChat.call(
            "/cgi-bin/callback/check", ["action": action, "check_operator": from], token: weChat.officialToken())
    }

    @Test("The name's addresses, and how far they are, from the operator that was asked for")
    func checks() throws {
        let dns = #""dns":[{"ip":"127.0.0.1","real_operator":"UNICOM"}]"#
        let ping = #""ping":[{"ip":"127.0.0.1","from_operator":"UNICOM","package_loss":"0%","time":"0.079ms"}]"#
        #expect(try check("all", "UNICOM").text == "{\(dns),\(ping)}")
        #expect(try check("dns", "UNICOM").text == "{\(dns)}")
        #expect(try check("ping", "UNICOM").text == "{\(ping)}")
        #expect(try check("ping", "DEFAULT")["ping"]?.elements?.first?["from_operator"] == "CAP")
    }

    @Test("What is asked for wrongly, and an account without an address")
    func refused() throws {
        #expect(try check("trace", "DEFAULT")["errcode"] == 40202)
        #expect(try check(nil, "DEFAULT")["errcode"] == 40202)
        #expect(try check("all", "MOBILE")["errcode"] == 40203)
        #expect(try check("all", nil)["errcode"] == 40203)
        #expect(try check("all", "DEFAULT", site: nil)["errcode"] == 40201)
    }
}
