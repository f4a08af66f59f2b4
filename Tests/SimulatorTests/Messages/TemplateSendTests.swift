import Foundation
import HTTP
import JSON
import LoopbackServer
import Testing

@testable import wechat_simulator

@Suite("POST /cgi-bin/message/template/send")
struct TemplateSendTests {
    private static let id = "simulator-template-message-0000000000000001"

    let weChat: TestWeChat
    let token: String

    init() throws {
        weChat = try TestWeChat()
        token = try weChat.officialToken()
    }

    private func send(_ members: (String, JSONValue)..., to person: String = "xiaoming") throws -> JSONValue {
        let usual: [(String, JSONValue)] = [
            ("touser", .string(try weChat.openID(person))), ("template_id", .string(Self.id)),
            (
                "data",
                ["thing2": ["value": "橙子", "color": "#173177"], "time4": ["value": "今天"], "first": ["value": "x"]]
            ),
        ]
        let all = usual.filter { one in !members.contains { $0.0 == one.0 } } + members
        return try weChat.call(
            "/cgi-bin/message/template/send", .object(all.map { JSONValue.Member($0.0, $0.1) }), token: token)
    }

    @Test("It is told its number, a person sees the fields, and the gateway hears that it was delivered")
    func delivered() throws {
        let gateway = try TestServer(answering: "success")
        try weChat.setGateway(gateway.url(), ["mode": "encrypted"])
        let answer = try send(("url", "http://weixin.qq.com/download"))
        let number = try #require(answer["msgid"]?.integer)
        #expect(answer.text == #"{"errcode":0,"errmsg":"ok","msgid":\#(number)}"#)
        let push = try #require(try weChat.get("/_simulator/pushes")["pushes"]?.elements?.last)
        let ended = try weChat.result(push)
        #expect(ended["state"] == "accepted" && ended["type"] == "TEMPLATESENDJOBFINISH")
        let names = try weChat.names()
        #expect(
            ended["body"]?.string
                == "<xml><ToUserName><![CDATA[\(names.account)]]></ToUserName>"
                + "<FromUserName><![CDATA[\(names.openID)]]></FromUserName><CreateTime>\(TestWeChat.start)</CreateTime>"
                + "<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[TEMPLATESENDJOBFINISH]]></Event>"
                + "<MsgID>\(number)</MsgID><Status><![CDATA[success]]></Status></xml>")
        #expect(gateway.pushed.count == 1 && gateway.pushed[0].query["encrypt_type"] == "aes")
        let sent = try #require(try weChat.get("/_simulator/sent")["messages"]?.elements?.first)
        #expect(sent["shown"] == "订单支付成功通知\nthing2: 橙子\ntime4: 今天" && sent["channel"] == "template")
        #expect(try send()["msgid"]?.integer ?? 0 > number)
    }

    @Test("Without a gateway, and while nothing is pushed, it is delivered all the same")
    func noGateway() throws {
        #expect(try send()["errcode"] == 0)
        #expect(try weChat.get("/_simulator/pushes")["count"] == 0)
        try weChat.setGateway("http://127.0.0.1:1/")
        for _ in 0..<3 { try weChat.push("text") }
        #expect(try send()["errcode"] == 0)
        #expect(try weChat.get("/_simulator/pushes")["pushes"]?.elements?.last?["state"] == "withheld")
    }

    @Test("A call that a fault answers sends nothing; one whose answer is damaged does")
    func faults() throws {
        for (fault, count) in [("html_500", 0), ("system_error", 0), ("numbers_as_strings", 1)]
            as [(JSONValue, JSONValue)]
        {
            try weChat.post("/_simulator/sent/reset")
            try weChat.post("/_simulator/faults", ["path": "/cgi-bin/message/template/send", "fault": fault])
            _ = try? send()
            #expect(try weChat.get("/_simulator/sent")["count"] == count)
        }
    }

    @Test("Who follows not, who is unknown, what template, what data")
    func refused() throws {
        #expect(try send(to: "stranger")["errcode"] == 43004)
        #expect(try send(("touser", "oNobody"))["errcode"] == 40003)
        #expect(try send(("touser", nil))["errcode"] == 40003)
        #expect(try send(("template_id", "x"))["errcode"] == 40037)
        #expect(try send(("template_id", "simulator-subscribe-message-000000000000001"))["errcode"] == 40037)
        #expect(try send(("data", "x"))["errcode"] == 47001)
        #expect(try send(("miniprogram", ["appid": "wx7", "pagepath": "p"]))["errcode"] == 40013)
        #expect(try weChat.get("/_simulator/sent")["count"] == 0)
        #expect(
            try send(("miniprogram", ["appid": .string(TestWeChat.miniProgram), "pagepath": "p"]))["errcode"] == 0)
    }

    @Test("A template can be made and changed")
    func templates() throws {
        let made = try weChat.post(
            "/_simulator/templates",
            ["appid": .string(TestWeChat.official), "template_id": "T1", "title": "通知", "fields": ["thing1"]])
        #expect(made["fields"] == ["thing1"])
        #expect(try send(("template_id", "T1"), ("data", ["thing1": ["value": "a"]]))["errcode"] == 0)
        try weChat.post(
            "/_simulator/templates", ["appid": .string(TestWeChat.official), "template_id": "T1", "title": "新"])
        let list = try weChat.get("/_simulator/templates", "appid=\(TestWeChat.official)")["templates"]?.elements
        #expect(list?.count == 2 && list?.last?["title"] == "新" && list?.last?["fields"] == ["thing1"])
        let bad = weChat.send(
            "POST", "/_simulator/templates", body: #"{"appid":"wx0000000000000001","template_id":"T1","fields":[1]}"#)
        #expect(bad.status == 400)
        #expect(weChat.send("GET", "/_simulator/messages").text.contains("<code>\(Self.id)</code>"))
    }
}
