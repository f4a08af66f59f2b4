import Foundation
import JSON
import Testing

@Suite("WeChat's pushes to the gateways, through nginx", .timeLimit(.minutes(2)))
struct PushTests {
    @Test("WeChat takes the address of each gateway, and none that is asked with a wrong signature")
    func verification() throws {
        let site = try Site()
        try site.simulator("POST", "gateway", ["token": "AAAAA"])
        for path in ["/wx", "/wx/service", "/boilerplate/api/v1/wechat-mp/gateway"] {
            let good = try site.simulator("POST", "gateway/verify", ["url": .string(path)])
            #expect(good["accepted"] == true, "\(path): \(good.text)")
            #expect(good["url"] == .string(site.address + path))
            let bad = try site.simulator("POST", "gateway/verify", ["url": .string(path), "damage": "signature"])
            #expect(bad["accepted"] == false, "\(path): \(bad.text)")
        }
    }

    @Test(
        "WeChat accepts every gateway's reply, in every mode and format",
        arguments: ["plain", "compatible", "encrypted"])
    func replies(mode: String) throws {
        let key = String(repeating: "A", count: 42) + "E"
        let site = try Site(
            workers: 1,
            extra:
                "[official_account]\nencoding_aes_key = \(key)\n[messages]\nencrypted_only = false\nfollow_reply = 欢迎 ]]> & <b> 😴\n"
        )
        try site.simulator("POST", "gateway", ["token": "AAAAA", "encoding_aes_key": .string(key)])
        var time = Int64(Date().timeIntervalSince1970) - 1000
        for path in ["/wx", "/wx/service", "/boilerplate/api/v1/wechat-mp/gateway"] {
            for format in ["xml", "json"] {
                for type in ["subscribe", "text", "unsubscribe"] {
                    time += 1
                    let push = try site.simulator(
                        "POST", "push",
                        [
                            "person": "xiaoming", "type": .string(type), "create_time": .integer(time), "content": "你好",
                            "url": .string(path),
                            "mode": .string(mode), "format": .string(format),
                        ])
                    #expect(push["state"] == "accepted" && push["tries"]?.elements?.count == 1, "\(push.text)")
                    if type == "subscribe" { #expect(push["shown"]?.string?.contains("欢迎 ]]> & <b> 😴") == true) }
                }
            }
        }
    }

    @Test("With one process of the simulator's, a push in the background leaves it free to answer")
    func background() throws {
        let site = try Site(workers: 1)
        try site.simulator("POST", "gateway", ["url": .string("http://127.0.0.1:\(site.simulatorPort)/cgi-bin/none")])
        try site.fail("/cgi-bin/none", "slow", times: 3, seconds: 0.2)
        let push = try site.simulator(
            "POST", "push", ["person": "xiaoming", "type": "text", "wait": false, "parallel": 2])
        #expect(push["state"] == "sending")
        let id = try #require(push["id"]?.integer)
        var result = push
        while result["state"] == "sending" { result = try site.simulator("GET", "pushes?id=\(id)") }
        #expect(result["state"] == "lost" && result["tries"]?.elements?.count == 6)
        #expect(result["verdict"]?.string?.hasPrefix("The reply is neither empty nor success nor XML") == true)
        #expect(try site.calls("/cgi-bin/none") == 6)
    }
}
