import HTTP
import JSON
import Testing

@testable import wechat_simulator

@Suite("GET /cgi-bin/user/info")
struct UserInfoTests {
    let weChat: TestWeChat
    let token: String

    init() throws {
        weChat = try TestWeChat()
        token = try #require(try weChat.token()["access_token"]?.string)
    }

    private func info(_ openID: String) throws -> JSONValue {
        try weChat.get("/cgi-bin/user/info", "access_token=\(token)&openid=\(openID)&lang=zh_CN")
    }

    @Test("Of a follower WeChat tells today's members, of which name, picture and the like are empty")
    func follower() throws {
        let openID = try weChat.openID("xiaoming")
        #expect(
            try info(openID).text
                == #"{"subscribe":1,"openid":"\#(openID)","nickname":"","sex":0,"language":"zh_CN","city":"","#
                + #""province":"","country":"","headimgurl":"","subscribe_time":1382694957,"#
                + #""unionid":"o6_bmxiaoming0000000000000000","remark":"","groupid":0,"tagid_list":[],"#
                + #""subscribe_scene":"ADD_SCENE_QR_CODE","qr_scene":0,"qr_scene_str":""}"#)
    }

    @Test("Of others it tells that they do not follow, and the unionid")
    func stranger() throws {
        let openID = try weChat.openID("stranger")
        #expect(
            try info(openID).text
                == #"{"subscribe":0,"openid":"\#(openID)","unionid":"o6_bmstranger0000000000000000"}"#)
        try weChat.post("/_simulator/people", ["id": "stranger", "unionid": nil])
        #expect(try info(openID).text == #"{"subscribe":0,"openid":"\#(openID)"}"#)
    }

    @Test("Who begins or ceases to follow is told so at once")
    func change() throws {
        let openID = try weChat.openID("stranger")
        try weChat.post("/_simulator/people", ["id": "stranger", "follows": true])
        #expect(try info(openID)["subscribe"] == 1)
        #expect(try info(openID)["subscribe_time"] == .integer(TestWeChat.start))
        try weChat.post("/_simulator/people", ["id": "stranger", "follows": false])
        #expect(try info(openID)["subscribe"] == 0)
    }

    @Test("An account that wants it is told what was told until 2021, of followers")
    func legacy() throws {
        try weChat.post("/_simulator/account", ["appid": .string(TestWeChat.official), "legacy_user_info": true])
        let answer = try info(weChat.openID("xiaoming"))
        #expect(answer["nickname"] == "王小明" && answer["sex"] == 1 && answer["city"] == "深圳")
        #expect(answer["headimgurl"] == "https://thirdwx.qlogo.cn/mmopen/vi_32/xiaoming/132")
        #expect(try info(weChat.openID("stranger"))["nickname"] == nil)
    }

    @Test("Without a unionid, or outside the Open Platform, there is none")
    func unionID() throws {
        #expect(try info(weChat.openID("loner"))["unionid"] == nil)
        try weChat.post("/_simulator/account", ["appid": .string(TestWeChat.official), "open_platform": false])
        #expect(try info(weChat.openID("xiaoming"))["unionid"] == nil)
    }

    @Test("Other openids are invalid, those of another account too")
    func badOpenID() throws {
        #expect(try info("")["errcode"] == 40003)
        #expect(try info("o6_bmjrPTlm6_2sgVt7hMZOPfL2M")["errcode"] == 40003)
        #expect(try info(weChat.openID("xiaoming", TestWeChat.miniProgram))["errcode"] == 40003)
    }

    @Test("The token is looked at first, and mini programs may not ask")
    func access() throws {
        #expect(try weChat.get("/cgi-bin/user/info")["errcode"] == 41001)
        #expect(try weChat.get("/cgi-bin/user/info", "access_token=9_x&openid=x")["errcode"] == 40001)
        let other = try weChat.token(TestWeChat.miniProgram, TestWeChat.miniProgramSecret)
        #expect(
            try weChat.get("/cgi-bin/user/info", "access_token=\(other["access_token"]?.string ?? "")")["errcode"]
                == 48001)
        try weChat.advance(7200)
        #expect(try info(weChat.openID("xiaoming"))["errcode"] == 42001)
    }
}
