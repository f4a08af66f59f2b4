import FastCGI
import HTTP
import JSON
import LoopbackServer
import Testing

@testable import auth_user
@testable import auth_user_openid
@testable import EndpointRuntime
@testable import Measurements
@testable import People
@testable import WeChat
@testable import wechat_mp_index
@testable import wx_api_measurements
@testable import wx_auth

@Suite("A visitor of a snapshot page", .timeLimit(.minutes(5)))
struct SnapshotVisitorTests {
    /// A visitor whom WeChat marks as virtual, at one API's callback.
    private func visit(_ flow: WebFlow, _ extra: String = "", page: String = "/page") throws -> (LoginSite, Answer) {
        let site = try LoginSite(extra: extra)
        let more = #","is_snapshotuser":1"#
        site.wechat.answer(ScriptedWeChat.exchange, ScriptedWeChat.grant("a", openid: "virtual", more: more))
        site.wechat.answer(ScriptedWeChat.userInfo, ScriptedWeChat.profile("virtual", nickname: "微信用户"))
        let start = flow.begin(site, page: page)
        return (site, flow.callback(site, state: start.state, cookie: start.cookie))
    }

    private func flow(_ kind: SessionKind) throws -> WebFlow { try #require(WebFlow.all.first { $0.kind == kind }) }

    @Test("gets a session at each API", arguments: WebFlow.all)
    func session(flow: WebFlow) throws {
        let (site, answer) = try visit(flow)
        #expect(flow.logsIn(answer) && answer.response.status == 302)
        #expect(try site.openid(flow.kind, answer.cookie) == "virtual")
        #expect(try site.count("users") == 0)
    }

    @Test("is told to the page in userinfo, at the callback and at each visit after it")
    func userInfo() throws {
        let (site, answer) = try visit(flow(.jssdkServer))
        #expect(try answer.userInfo()["is_snapshotuser"] == 1)
        #expect(try answer.userInfo()["nickname"] == "微信用户")
        let next = site.answer(WxAuth.self, .get(WxAuth.self, "dest=/next", cookie: answer.cookie))
        #expect(try next.userInfo()["is_snapshotuser"] == 1)
        let base = site.answer(WxAuth.self, .get(WxAuth.self, "dest=/n&scope=snsapi_base", cookie: answer.cookie))
        #expect(try base.userInfo() == ["openid": "virtual", "is_snapshotuser": 1])
    }

    @Test("is told in userinfo also when WeChat does not tell the profile")
    func noProfile() throws {
        let flow = try flow(.jssdkServer)
        let site = try LoginSite()
        let more = #","is_snapshotuser":1"#
        site.wechat.answer(ScriptedWeChat.exchange, ScriptedWeChat.grant("a", openid: "virtual", more: more))
        site.wechat.refuse(ScriptedWeChat.userInfo, 48001)
        let start = flow.begin(site)
        let answer = flow.callback(site, state: start.state, cookie: start.cookie)
        #expect(try answer.userInfo() == ["openid": "virtual", "is_snapshotuser": 1])
    }

    @Test("is told in the profile of the official-account API")
    func profile() throws {
        let (site, answer) = try visit(flow(.officialAccount))
        let profile = site.answer(AuthUser.self, .get(AuthUser.self, cookie: answer.cookie))
        #expect(try JSONValue(parsing: profile.response.body)["is_snapshotuser"] == 1)
        let openid = site.answer(AuthUserOpenid.self, .get(AuthUserOpenid.self, cookie: answer.cookie))
        #expect(openid.bodyText == #"{"openid":"virtual"}"#)
    }

    @Test("is not told of real people")
    func realPeople() throws {
        let site = try LoginSite()
        let cookie = try site.loggedIn(.officialAccount)
        site.wechat.answer(ScriptedWeChat.userInfo, ScriptedWeChat.profile("openid-1"))
        let answer = site.answer(AuthUser.self, .get(AuthUser.self, cookie: cookie))
        #expect(answer.response.status == 200 && !answer.bodyText.contains("snapshot"))
    }

    @Test("sees a page of the boilerplate API that says so")
    func index() throws {
        let (site, answer) = try visit(flow(.boilerplate))
        let page = site.answer(WechatMpIndex.self, .get(WechatMpIndex.self, cookie: answer.cookie))
        #expect(page.bodyText.contains("快照页") && !page.bodyText.contains("你好"))
    }

    @Test("is told to the H5 page by its address, which a real login cleans", arguments: [true, false])
    func address(isSnapshot: Bool) throws {
        let page = "https://h5.example.net/app.html%3Fa%3D1%26is_snapshotuser%3D1%23/history"
        let flow = try flow(.measurements)
        let (site, answer) = try visit(flow, page: page)
        #expect(answer.location.hasPrefix("https://h5.example.net/app.html?a=1&random="))
        #expect(answer.location.hasSuffix("&is_snapshotuser=1#/history"))
        guard !isSnapshot else { return }
        site.wechat.answer(ScriptedWeChat.exchange, ScriptedWeChat.grant("b"))
        site.wechat.answer(ScriptedWeChat.userInfo, ScriptedWeChat.profile("openid-1"))
        let start = flow.begin(site, page: page)
        let real = flow.callback(site, state: start.state, cookie: start.cookie)
        #expect(real.location.hasPrefix("https://h5.example.net/app.html?a=1&random="))
        #expect(!real.location.contains("is_snapshotuser") && real.location.hasSuffix("#/history"))
    }

    @Test("has no measurements, and gets at nobody's")
    func measurements() throws {
        let (site, answer) = try visit(flow(.measurements))
        _ = try site.loggedIn(.measurements)
        try site.addRecord(at: "2018-07-04T16:01:27+08:00", c0: 1)
        let cookie = answer.cookie
        #expect(
            try site.answer(WxApiMeasurements.self, .get(WxApiMeasurements.self, cookie: cookie)).data() == [])
        for endpoint in RecordEndpointsTests.own.dropFirst() {
            endpoint.answer(site, endpoint.request(cookie: cookie)).expectFailure(2002)
        }
        #expect(try site.record(1)?.hasPaid == false && site.record(1)?.remark == "")
    }

    @Test("is refused in each API's own shape where the site says so", arguments: WebFlow.all)
    func refused(flow: WebFlow) throws {
        let (site, answer) = try visit(flow, "[login]\nsnapshot = refuse\n")
        #expect(!flow.logsIn(answer))
        #expect(try site.count("sessions") == 0)
        switch flow.kind {
        case .boilerplate:
            #expect(answer.response.status == 400)
            #expect(
                answer.bodyText == #"{"error_code":10002,"error_message":"快照页不能登录，请轻触“使用完整服务”"}"#)
        case .jssdkServer:
            #expect(try answer.userInfo() == ["error": "snapshot_user", "errcode": -3])
        case .measurements:
            #expect(answer.response.status == 200)
            #expect(answer.bodyText == "快照页不能登录，请轻触“使用完整服务”")
        default:
            #expect(answer.response.status == 401)
            #expect(answer.bodyText == #"{"status":401,"msg":"快照页不能登录，请轻触“使用完整服务”","data":null}"#)
        }
    }
}
