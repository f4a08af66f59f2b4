import FastCGI
import HTTP
import JSON
import LoopbackServer
import SQL
import SQLite
import Testing

@testable import EndpointRuntime
@testable import offiaccount_user
@testable import People
@testable import Storage
@testable import WeChat

@Suite("GET /2020/wechat/offiaccount/user", .timeLimit(.minutes(5)))
struct OffiaccountUserTests {
    let site: LoginSite
    let cookie: String

    init() throws {
        site = try LoginSite()
        cookie = try site.loggedIn(.officialAccount)
        site.wechat.answer(ScriptedWeChat.follower, Self.follower)
    }

    private var answer: Answer { site.answer(OffiaccountUser.self, .get(OffiaccountUser.self, cookie: cookie)) }

    static let follower = """
        {"subscribe":1,"openid":"openid-1","language":"zh_CN","subscribe_time":1382694957,"unionid":"u","remark":"备注",\
        "groupid":2,"tagid_list":[128,2],"subscribe_scene":"ADD_SCENE_QR_CODE","qr_scene":98765,"qr_scene_str":"s"}
        """

    @Test("is the document's sixteen fields, empty where WeChat gives none, and the unionid where it gives one")
    func fields() throws {
        #expect(answer.response.status == 200)
        #expect(answer.response.header("Cache-Control") == "no-store")
        let expected: JSONValue = [
            "city": "", "country": "", "groupid": 2, "headimgurl": "", "language": "zh_CN", "nickname": "",
            "openid": "openid-1", "province": "", "qr_scene": 98765, "qr_scene_str": "s", "remark": "备注", "sex": 0,
            "subscribe": 1, "subscribe_scene": "ADD_SCENE_QR_CODE", "subscribe_time": 1_382_694_957,
            "tagid_list": [128, 2], "unionid": "u",
        ]
        #expect(try answer.json() == expected)
        site.wechat.answer(ScriptedWeChat.follower, Self.follower.replacing(#""unionid":"u","#, with: ""))
        #expect(try answer.json()["unionid"] == nil && answer.json()["groupid"] == 2)
        let asked = site.wechat.parameters(ScriptedWeChat.follower).first
        #expect(asked == ["access_token": "app-token", "openid": "openid-1", "lang": "zh_CN"])
        #expect(site.wechat.calls(ScriptedWeChat.token) == 1)
    }

    @Test("is 401 without a login, before anything else")
    func noLogin() {
        site.wechat.refuse(ScriptedWeChat.token, 40164)
        expect(site.answer(OffiaccountUser.self, .get(OffiaccountUser.self)), 401, "请先登录微信")
        #expect(site.wechat.calls(ScriptedWeChat.token) == 0)
    }

    @Test(
        "is 403 for who does not follow",
        arguments: [
            #"{"subscribe":0,"openid":"openid-1"}"#, #"{"errcode":40003,"errmsg":"invalid openid"}"#,
            #"{"errcode":43004,"errmsg":"require subscribe"}"#, "{}", #"{"errcode":0}"#,
        ])
    func noFollower(answer json: String) {
        site.wechat.answer(ScriptedWeChat.follower, json)
        expect(answer, 403, "请先关注公众号")
    }

    @Test("asks once more when the account's token is no longer the right one, and not again")
    func staleToken() throws {
        let wechat = site.wechat
        wechat.on(ScriptedWeChat.token) { _ in
            ScriptedWeChat.json(
                #"{"access_token":"token-\#(wechat.calls(ScriptedWeChat.token))","expires_in":7200}"#)
        }
        wechat.on(ScriptedWeChat.follower) {
            ScriptedWeChat.json(
                $0["access_token"] == "token-1" ? #"{"errcode":40001,"errmsg":"invalid"}"# : Self.follower)
        }
        #expect(answer.response.status == 200)
        #expect(wechat.calls(ScriptedWeChat.token) == 2 && wechat.calls(ScriptedWeChat.follower) == 2)
        wechat.refuse(ScriptedWeChat.follower, 40001)
        expect(answer, 400, "微信拒绝了请求")
        #expect(wechat.calls(ScriptedWeChat.follower) <= 4)
    }

    @Test("tells WeChat's refusals and failures apart", arguments: [(48001, 400), (45011, 400), (-1, 504)])
    func refusals(code: Int, status: Int) {
        for path in [ScriptedWeChat.follower, ScriptedWeChat.token] {
            site.wechat.refuse(path, code)
            expect(answer, status, status == 504 ? "微信服务器超时" : "微信拒绝了请求")
        }
    }

    @Test("is 403 while WeChat is down when its last push told that the person left, else 504")
    func pushedUnfollow() throws {
        let person = "app_id = '\(EndpointSetting.appID)' AND openid = 'openid-1'"
        func note(_ change: String) throws {
            try site.setting.installation().openDatabase().attempt { (database) throws(DatabaseError) in
                try database.execute("UPDATE identities SET \(change) WHERE \(person)")
            }
        }
        try note("subscribed_at = 1, unsubscribed_at = 2")
        #expect(answer.response.status == 200, "WeChat knows better")
        site.wechat.refuse(ScriptedWeChat.follower, -1)
        expect(answer, 403, "请先关注公众号")
        try note("subscribed_at = 3, unsubscribed_at = NULL")
        expect(answer, 504, "微信服务器超时")
    }

    private func expect(_ answer: Answer, _ status: Int, _ message: String) {
        #expect(answer.response.status == status)
        #expect(answer.bodyText == #"{"status":\#(status),"msg":"\#(message)","data":null}"#)
    }
}
