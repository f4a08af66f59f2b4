import FastCGI
import Foundation
import HTTP
import JSON
import LoopbackServer
import Platform
import Testing
import WeChat

@testable import EndpointRuntime
@testable import wechat_miniapp_user
@testable import wx_config

@Suite("The workers of one process", .timeLimit(.minutes(5)))
struct WorkersTests {
    /// Runs `work` in so many threads at once, and waits for all.
    private func threads(_ count: Int, _ work: @escaping @Sendable (Int) -> Void) {
        let done = DispatchGroup()
        for number in 0..<count {
            done.enter()
            Thread.detachNewThread {
                work(number)
                done.leave()
            }
        }
        done.wait()
    }

    @Test("log many in at once over one configuration, each with a database connection of its own")
    func logins() throws {
        let site = try MiniSite()
        site.wechat.on(ScriptedWeChat.miniLogin) { parameters in
            ScriptedWeChat.json(ScriptedWeChat.miniSession("openid-" + (parameters["js_code"] ?? "")))
        }
        let source = ConfigurationSource { [setting = site.setting] in setting.path + "/wechat.ini" }
        let tokens = Shared<[String]>([])
        threads(8) { number in
            var service = Service<WechatMiniappUser>(name: "test", source)
            for round in 0..<10 {
                let answer = service.answer(.make("POST", query: "code=\(number)-\(round)"))
                let token = (try? JSONValue(parsing: answer.response.body))?["token"]?.string
                tokens.withLock { $0 += [token ?? "none: \(answer.bodyText) \(answer.log ?? "")"] }
                let read = service.answer(
                    .make("GET", headers: ["authorization": "wechat \(token ?? "")"])
                ).response.status
                if read != 200 { tokens.withLock { $0.append("not read: \(read)") } }
            }
        }
        let all = tokens.withLock { $0 }
        #expect(all.count == 80 && Set(all).count == 80 && all.allSatisfy { $0.utf8.count == 64 }, "\(all)")
        #expect(try site.count("users") == 80 && site.count("sessions") == 80)
    }

    @Test("get one token and one ticket between them, and sign with it")
    func signing() throws {
        let wechat = try ScriptedWeChat()
        let setting = try EndpointSetting(hasTicket: false, upstream: wechat, timeout: 10)
        let source = ConfigurationSource { setting.path + "/wechat.ini" }
        let nonces = Shared<[String]>([])
        threads(12) { _ in
            var service = Service<WxConfig>(name: "test", source)
            for _ in 0..<20 {
                let answer = service.answer(.make(query: "url=http%3A%2F%2Fa"))
                let json = try? JSONValue(parsing: answer.response.body)
                nonces.withLock {
                    $0.append(json?["data"]?["nonceStr"]?.string ?? "none: \(answer.bodyText) \(answer.log ?? "")")
                }
            }
        }
        let all = nonces.withLock { $0 }
        #expect(
            all.count == 240 && Set(all).count == 240 && all.allSatisfy { $0.utf8.count == 15 },
            "\(all.filter { $0.utf8.count != 15 })")
        #expect(wechat.calls(ScriptedWeChat.token) == 1 && wechat.calls(ScriptedWeChat.ticket) == 1)
    }
}
