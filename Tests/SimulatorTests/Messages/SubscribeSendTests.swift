import HTTP
import JSON
import Testing

@testable import wechat_simulator

@Suite("POST /cgi-bin/message/subscribe/send")
struct SubscribeSendTests {
    private static let id = "simulator-subscribe-message-000000000000001"
    private static let good: JSONValue = [
        "thing1": ["value": "体检"], "date2": ["value": "2019年10月1日 15:01"], "phrase3": ["value": "已预约"],
        "number4": ["value": 3],
    ]

    let weChat: TestWeChat
    let token: String

    init() throws {
        weChat = try TestWeChat()
        token = try weChat.miniToken()
    }

    private func send(_ data: JSONValue = good, template: String = id, openID: String? = nil) throws -> JSONValue {
        let own = try weChat.openID("stranger", TestWeChat.miniProgram)
        return try weChat.call(
            "/cgi-bin/message/subscribe/send",
            [
                "touser": .string(openID ?? own), "template_id": .string(template), "page": "index",
                "miniprogram_state": "developer", "lang": "zh_CN", "data": data,
            ], token: token)
    }

    private func answer(_ accept: Bool) throws -> JSONValue {
        try weChat.post("/_simulator/mini/subscribe", ["person": "stranger", "accept": .bool(accept)])
    }

    @Test("Each time that a person allows it is good for one message, and a refusal takes all back")
    func subscriptions() throws {
        let refused = try send()
        #expect(refused["errcode"] == 43101)
        #expect(refused["errmsg"]?.string?.hasPrefix("user refuse to accept the msg rid: ") == true)
        #expect(try answer(true)[Self.id] == "accept")
        #expect(try answer(true)["messages"] == 2)
        for code in [0, 0, 43101] as [JSONValue] { #expect(try send()["errcode"] == code) }
        _ = try answer(true)
        #expect(try answer(false)[Self.id] == "reject")
        #expect(try send()["errcode"] == 43101)
        let sent = try weChat.get("/_simulator/sent", "person=stranger")["messages"]?.elements ?? []
        #expect(sent.count == 2 && sent[0]["channel"] == "subscribe")
        #expect(sent[0]["shown"] == "预约成功通知\nthing1: 体检\ndate2: 2019年10月1日 15:01\nphrase3: 已预约\nnumber4: 3")
    }

    @Test("Whom and what")
    func refused() throws {
        for openID in ["", "oNobody", try weChat.openID("stranger")] {
            #expect(try send(openID: openID)["errcode"] == 40003)
        }
        for template in ["", "simulator-template-message-0000000000000001"] {
            #expect(try send(template: template)["errcode"] == 40037)
        }
    }

    static let bad: [(String, JSONValue?, String)] = [
        ("thing1", nil, "is emtpy"), ("thing1", "体检", "is emtpy"), ("thing1", ["value": ""], "is emtpy"),
        ("thing1", ["value": nil], "is emtpy"), ("thing1", ["value": ["a"]], "invalid"),
        ("thing1", ["value": "一二三四五六七八九十一二三四五六七八九十一"], "invalid"), ("phrase3", ["value": "一二三四五六"], "invalid"),
        ("phrase3", ["value": "abc"], "invalid"), ("number4", ["value": "三"], "invalid"),
        ("number4", ["value": "1 2"], "invalid"),
    ]

    @Test("A field that is missing or holds what it may not is named, and uses up nothing", arguments: bad)
    func fields(name: String, value: JSONValue?, fault: String) throws {
        _ = try answer(true)
        guard case .object(var members) = Self.good else { return #expect(Bool(false)) }
        members = members.filter { $0.name != name }
        if let value { members.append(.init(name, value)) }
        let answer = try send(.object(members))
        #expect(answer["errcode"] == 47003)
        #expect(answer["errmsg"]?.string?.hasPrefix("argument invalid! data.\(name).value \(fault) rid: ") == true)
        #expect(try send()["errcode"] == 0)
    }

    @Test(
        "Each kind of field has its limit",
        arguments: [
            ("thing7", "二十个字二十个字二十个字二十个字二十个字", true), ("letter1", "abc", true), ("letter1", "ab1", false),
            ("symbol1", "$%", true), ("symbol1", "a", false), ("character_string1", "A-1_2", true),
            ("character_string1", "订单1", false), ("character_string1", String(repeating: "1", count: 33), false),
            ("phone_number1", "+86-0766-66888866", true), ("phone_number1", "138x", false),
            ("car_number1", "粤A8Z888挂", true), ("car_number1", "粤A8Z888888", false), ("name1", "一二三四五六七八九十", true),
            ("name1", "一二三四五六七八九十一", false), ("name1", String(repeating: "a", count: 20), true),
            ("name1", String(repeating: "a", count: 21), false), ("amount1", "￥10.00元", true),
            ("time1", "15:01", true), ("number1", "12.5", true), ("number1", String(repeating: "1", count: 33), false),
            ("other1", "anything", true),
        ])
    func limits(name: String, value: String, isGood: Bool) {
        let isTaken = (try? TemplateField(name).check(["value": .string(value)])) != nil
        #expect(isTaken == isGood)
    }

    @Test("The page of mini programs has the templates, and a call names one of its own account")
    func page() throws {
        #expect(weChat.send("GET", "/_simulator/mini").text.contains(#"<option value="\#(Self.id)">"#))
        let bad = weChat.send(
            "POST", "/_simulator/mini/subscribe",
            body: #"{"person":"stranger","template_id":"simulator-template-message-0000000000000001"}"#)
        #expect(bad.status == 400)
    }
}
