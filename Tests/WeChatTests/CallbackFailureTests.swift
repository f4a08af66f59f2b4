import HTTP
import LoopbackServer
import Testing

@testable import People
@testable import WeChat

@Suite("A callback at which WeChat fails", .timeLimit(.minutes(5)))
struct CallbackFailureTests {
    @Test("makes no session, asks once, and can be sent again", arguments: ScriptedWeChat.failures.indices)
    func exchange(index: Int) throws {
        let setting = try LoginSetting(.boilerplate, timeout: 1)
        let steps = ScriptedWeChat.failures[index].steps
        setting.site.wechat.on(ScriptedWeChat.exchange) { _ in steps }
        let error = try #require(try setting.callback().error)
        #expect(error.isUpstream)
        // A code is good for one exchange: nobody knows whether this one was it.
        #expect(setting.exchanges == 1)
        #expect(try setting.site.count("sessions") == 0)
        #expect(try setting.site.count("users") == 0)
        setting.site.wechat.answer(ScriptedWeChat.exchange, ScriptedWeChat.grant("a"))
        #expect(try setting.callback().word == "done")
    }

    @Test("at the profile makes no session where the profile is needed", arguments: ScriptedWeChat.failures.indices)
    func requiredProfile(index: Int) throws {
        let (what, steps) = ScriptedWeChat.failures[index]
        // What is no token may be a profile in which everything is absent.
        guard what != "no token" else { return }
        let setting = try LoginSetting(.boilerplate, timeout: 1)
        setting.site.wechat.on(ScriptedWeChat.userInfo) { _ in steps }
        #expect(try setting.callback().word == "failed")
        #expect(try setting.site.count("sessions") == 0)
        #expect(try setting.site.count("users") == 0)
    }

    @Test("at the profile makes a session where the profile may be absent", arguments: [40001, 48001, -1])
    func optionalProfile(code: Int) throws {
        let setting = try LoginSetting(.jssdkServer)
        setting.site.wechat.refuse(ScriptedWeChat.userInfo, code)
        var told: WeChatError?
        let request = setting.browser.request(query: "code=c&state=\(setting.state)")
        let result = try setting.login.complete(request, profile: .optional) { completed in
            if case .failure(let error) = completed.profile { told = error }
            return completed.returnURL.text
        }
        #expect(told?.isUpstream == true)
        #expect(try setting.openid(of: result.response) == "openid-1")
        #expect(try setting.site.database.user(1)?.nickname == "")
    }

    @Test("with a code that was used is started over once", arguments: [40163, 40029, 45011])
    func usedCode(code: Int) throws {
        let setting = try LoginSetting(.boilerplate)
        setting.site.wechat.refuse(ScriptedWeChat.exchange, code)
        let request = setting.browser.request()
        let result = try setting.callback()
        #expect(result.error?.refusedCode == Int64(code))
        let restart = try setting.login.restartIfPossible(request, result)
        #expect((restart != nil) == (code == 40163))
        guard let restart else { return }
        #expect((restart.cause as? WeChatError)?.refusedCode == 40163)
        let second = try setting.callback(state: restart.state)
        #expect(second.word == "failed")
        #expect(try setting.login.restartIfPossible(request, second) == nil)
        setting.site.wechat.answer(ScriptedWeChat.exchange, ScriptedWeChat.grant("a"))
        // With the code of another visit to WeChat's page: this one is not asked about again.
        #expect(try setting.callback("code-2", state: restart.state).word == "done")
        #expect(setting.exchanges == 2)
    }

    @Test("does not end the session that the browser had")
    func keepsSession() throws {
        var setting = try LoginSetting(.boilerplate)
        let id = try setting.login.sessions.open(userID: setting.site.signIn("openid-1"), openid: "openid-1")
        setting.browser.cookies.append(("session", id))
        setting.site.wechat.refuse(ScriptedWeChat.exchange, 40029)
        #expect(try setting.callback().word == "failed")
        #expect(try setting.login.sessions.loginIfAny(of: setting.browser.request()) != nil)
    }
}
