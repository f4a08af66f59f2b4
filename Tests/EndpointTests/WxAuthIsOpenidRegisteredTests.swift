import FastCGI
import HTTP
import JSON
import Testing

@testable import wx_auth_is_openid_registered

@Suite("GET /miniprog/wx_auth/is_openid_registered", .timeLimit(.minutes(5)))
struct WxAuthIsOpenidRegisteredTests {
    let site: MiniSite

    init() throws { site = try MiniSite() }

    private static func body(_ isRegistered: Bool) -> String {
        #"{"code":0,"detail":"成功","results":[{"is_registered":\#(isRegistered)}]}"#
    }

    @Test("is false until the person has registered")
    func registered() {
        #expect(site.isRegistered().bodyText == Self.body(false))
        _ = site.exchange()
        _ = site.logIn(["openid": "mini-1"])
        #expect(site.isRegistered().bodyText == Self.body(false))
        _ = site.exchange()
        _ = site.register(["openid": "mini-1", "phone": "13580006666"])
        #expect(site.isRegistered().bodyText == Self.body(true) && site.isRegistered().response.status == 200)
        #expect(site.isRegistered("mini-2").bodyText == Self.body(false))
        #expect(site.isRegistered("MINI-1").bodyText == Self.body(false))
    }

    @Test("wants an openid")
    func missing() {
        for query in ["", "openid=", "openid", "openid=a&openid=b", "openid=%zz"] {
            site.answer(WxAuthIsOpenidRegistered.self, .make(query: query)).expectWxAuthFailure(403, 2, "查询失败")
        }
    }

    @Test("survives every bad value", arguments: BadValue.all)
    func badValues(value: BadValue) {
        let answer = site.isRegistered(value.raw)
        #expect(answer.response.status == 403 || answer.bodyText == Self.body(false))
        #expect([200, 403].contains(answer.response.status))
    }
}
