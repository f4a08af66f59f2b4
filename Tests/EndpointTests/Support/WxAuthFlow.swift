import FastCGI
import HTTP
import JSON
import LoopbackServer
import Testing
import WeChat

@testable import wx_auth_get_openid_by_code
@testable import wx_auth_is_openid_registered
@testable import wx_auth_login
@testable import wx_auth_register

/// The calls of a wx-auth client.
extension MiniSite {
    func exchange(_ openid: String = "mini-1", more: String = "") -> Answer {
        wechat.answer(ScriptedWeChat.miniLogin, ScriptedWeChat.miniSession(openid, more: more))
        return answer(WxAuthGetOpenidByCode.self, .make(query: "code=code-1"))
    }

    /// The handle that an exchange gives.
    func handle(_ openid: String = "mini-1") throws -> String {
        try #require(exchange(openid).result()["session_key"]?.string)
    }

    func isRegistered(_ openid: String = "mini-1") -> Answer {
        answer(WxAuthIsOpenidRegistered.self, .make(query: "openid=\(openid)"))
    }

    func register(_ body: JSONValue) -> Answer { answer(WxAuthRegister.self, .sending("POST", body)) }

    func logIn(_ body: JSONValue, token: String? = nil) -> Answer {
        answer(WxAuthLogin.self, .sending("POST", body, headers: token.map { ["Authorization": $0] } ?? [:]))
    }

    /// Lets proofs of an openid be old.
    func endProofs() throws { try execute("UPDATE mini_sessions SET proved_at = proved_at - 600") }
}

/// What the document's account is when nothing was told but the openid.
func account(_ id: Int, _ openid: String, phone: String = "", isRegistered: Bool = false) -> String {
    #"{"id":\#(id),"flag":1,"username":"","avatar":"","avatar_thumb":"","phone":"\#(phone)","#
        + #""is_register":\#(isRegistered),"birthday":null,"address":null,"member_score":0,"credit_score":0,"#
        + #""wx_openid":"\#(openid)","wx_nickname":"","wx_gender":0,"wx_avatar":"","wx_country":"","wx_province":"","#
        + #""wx_city":"","last_ip":null,"join_ip":null,"love_help_num":0,"bring_love_concern_num":0}"#
}
