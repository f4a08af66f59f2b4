import Foundation
import HTTPClient
import LoopbackServer
import Testing

@Suite("The limits of nginx's include", .timeLimit(.minutes(2)))
struct NginxLimitTests {
    private static let login = "/miniprog/wx_auth/get_openid_by_code"

    @Test("count an IPv4 address as itself, and an IPv6 address as its first 64 bits wherever its zeros are")
    func clients() throws {
        let nginx = try ShippedNginx()
        let some = [
            ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("::ffff:c000:207", "192.0.2.7"),
            ("::1", "0:0:0:0"), ("::", "0:0:0:0"), ("::192.0.2.7", "0:0:0:0"), ("2001:db8::1", "2001:db8:0:0"),
            ("2001:db8:0:1::5", "2001:db8:0:1"), ("2001:db8:0:1:1:2:3:4", "2001:db8:0:1"), ("::ffff:0:1:2", "0:0:0:0"),
            ("2001:DB8:0000:0001:0000:0000:0000:0005", "2001:db8:0:1"), ("1::ffff:1.2.3.4", "1:0:0:0"),
        ]
        for (address, client) in some { #expect(try nginx.client(address) == client, "\(address)") }
        for zeros in 0..<256 {
            let groups = (0..<8).map { zeros >> $0 & 1 == 1 ? "0" : "\($0 + 1)abc" }
            let address = groups.joined(separator: ":")
            #expect(try nginx.client(address) == groups.prefix(4).joined(separator: ":"), "\(address)")
        }
    }

    @Test("refuse with 429 in JSON who is beyond the rate, from whichever address of a network, and nobody else")
    func rate() throws {
        let nginx = try ShippedNginx()
        let start = ContinuousClock.now
        let replies = try (0..<180).map {
            try nginx.request(Self.login, from: "2001:db8:0:1::\(String($0, radix: 16))")
        }
        let seconds = Int((ContinuousClock.now - start).components.seconds)
        let passed = replies.count { $0.status == 502 }
        #expect(replies.prefix(101).allSatisfy { $0.status == 502 })
        #expect(passed <= 101 + 20 * (seconds + 1), "\(passed) in \(seconds) s")
        let refused = try #require(replies.first { $0.status != 502 })
        #expect(refused.status == 429 && refused.text.hasPrefix(#"{"error":{"code":429,"#))
        for other in ["2001:db8:0:2::1", "2001:db8::1:0:0:1", "192.0.2.1"] {
            #expect(try nginx.request(Self.login, from: other).status == 502)
        }
        #expect(try nginx.request("/wx/config", from: "2001:db8:0:1::1").status == 502, "another kind")
    }

    @Test(
        "refuse whoever has too many requests open, and nobody else",
        arguments: [
            (login, "wx-auth-get-openid-by-code", 24),
            ("/wx/api/measurements/1/analyze", "wx-api-measurements-analyze", 24),
            ("/wx/config", "wx-config", 40), ("/wx", "wx", 64),
        ])
    func open(path: String, program: String, most: Int) throws {
        let nginx = try ShippedNginx()
        let socket = ListeningSocket()
        listen(socket.descriptor, 100)
        try FileManager.default.createSymbolicLink(
            atPath: "\(nginx.folder)/\(program).sock", withDestinationPath: socket.path)
        let address = "2001:db8:0:1::"
        let open = (1...most).map { nginx.open(path, from: address + "\($0)") }
        #expect(open.allSatisfy { $0.status(within: 20) == nil })
        #expect(nginx.open(path, from: address + "abc").status(within: 5000) == 429)
        #expect(nginx.open(path, from: "192.0.2.1").status(within: 300) == nil)
    }

    @Test("let a message of 128 KiB pass to a gateway, and none that is larger")
    func size() throws {
        let nginx = try ShippedNginx()
        for path in Site.gateways + ["/boilerplate/api/v1/wechat-mp/gateway"] {
            for (size, status) in [(131_072, 502), (131_073, 413)] {
                let body = String(repeating: "x", count: size)
                #expect(try nginx.request(path, from: "192.0.2.1", method: "POST", body: body).status == status)
            }
        }
    }

    @Test("stand at every program, but for what other back ends ask")
    func complete() throws {
        let lines = try Repository.locations()
        #expect(lines.count > 30)
        for line in lines where !line.contains("wechat-fcgi-auth-user-openid;") {
            #expect(line.contains(" limit_req zone=") && line.contains(" limit_conn "), "\(line)")
        }
    }
}
