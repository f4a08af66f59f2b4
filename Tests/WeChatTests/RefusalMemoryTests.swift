import Foundation
import LoopbackServer
import Platform
import Testing

@testable import Site
@testable import WeChat

@Suite("A code or id that WeChat refused")
struct RefusalMemoryTests {
    let site: SiteSetting

    init() throws { site = try SiteSetting("[mini_program]\napp_id = wx0000000000000002\napp_secret = s") }

    /// By a client of its own, as another process would.
    private func exchange(_ code: String) throws {
        let account = try site.installation.officialAccount()
        _ = try account.client.exchange(code, for: account.account, until: account.client.deadline())
    }

    @Test("is not asked about again for some minutes, by any process", arguments: [40029, 40163])
    func codes(code: Int) throws {
        site.wechat.refuse(ScriptedWeChat.exchange, code)
        for _ in 0..<20 {
            let error = #expect(throws: WeChatError.self) { try exchange("junk") }
            #expect(error?.refusedCode == Int64(code))
        }
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 1)
        site.time.pass(RefusalMemory.lifetime)
        #expect(throws: WeChatError.self) { try exchange("junk") }
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 2)
    }

    @Test("of one is nothing to another code, account or call")
    func others() throws {
        site.wechat.refuse(ScriptedWeChat.exchange, 40029)
        #expect(throws: WeChatError.self) { try exchange("junk") }
        site.wechat.answer(ScriptedWeChat.exchange, ScriptedWeChat.grant("a"))
        try exchange("junk2")
        let program = try site.installation.miniProgram()
        _ = try program.client.session(for: "junk", of: program.account, until: program.client.deadline())
        #expect(site.wechat.calls(ScriptedWeChat.miniLogin) == 1)
    }

    @Test("for what may change is asked about again", arguments: [45011, 40013, 40226, 42001])
    func passing(code: Int) throws {
        site.wechat.refuse(ScriptedWeChat.exchange, code)
        for _ in 0..<3 { #expect(throws: WeChatError.self) { try exchange("code") } }
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 3)
    }

    @Test("is remembered beside thousands of others; the file has one size")
    func many() throws {
        let memory = RefusalMemory(directory: site.installation.tokenDirectory, clock: site.time.clock)
        let refusal = Refusal(call: "sns/oauth2/access_token", code: 40029, message: "")
        for number in 0..<5000 { memory.remember(refusal, "wx1", "junk-\(number)") }
        let held = (0..<5000).count { memory.refusal(refusal.call, "wx1", "junk-\($0)") != nil }
        #expect(held > 4990)
        #expect((0..<5000).allSatisfy { memory.refusal(refusal.call, "wx1", "good-\($0)") == nil })
        let size = try FileManager.default.attributesOfItem(atPath: site.installation.tokenDirectory + "/refused")[
            .size]
        #expect((size as? Int ?? 0) <= 1 << 19)
    }

    @Test("is not asked about at all when it is longer than any code")
    func long() throws {
        let error = #expect(throws: WeChatError.self) { try exchange(String(repeating: "c", count: 513)) }
        #expect(error?.refusedCode == 40029)
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 0)
        try exchange(String(repeating: "c", count: 512))
    }

    @Test("is asked about where nothing can be remembered")
    func noFile() throws {
        let file = site.installation.tokenDirectory + "/refused"
        try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
        site.wechat.refuse(ScriptedWeChat.exchange, 40029)
        for _ in 0..<3 { #expect(throws: WeChatError.self) { try exchange("junk") } }
        #expect(site.wechat.calls(ScriptedWeChat.exchange) == 3)
    }
}
