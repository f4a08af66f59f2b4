import LoopbackServer
import Synchronization
import Testing

@testable import People
@testable import WeChat

@Suite("A phone code", .timeLimit(.minutes(5)))
struct PhoneCodeTests {
    let mini: MiniSetting

    init() throws { mini = try MiniSetting() }

    private var asked: Int { mini.wechat.calls(ScriptedWeChat.phone) }

    private func phone(_ code: String = "code", of openid: String = "mini-1") throws -> PhoneNumber {
        try mini.people(.wxAuth).phone(forCode: code, of: openid)
    }

    @Test("is spent once, however often it comes")
    func once() throws {
        for _ in 0..<3 {
            let phone = try phone()
            #expect(phone.text == "13580006666" && phone.isVerified)
            mini.wechat.refuse(ScriptedWeChat.phone, 40029)
            mini.site.time.pass(100)
        }
        #expect(asked == 1)
        #expect(fault { _ = try phone("other") } == "refused 40029")
        #expect(asked == 2)
    }

    @Test("is spent once when it comes eight times at once")
    func parallel() throws {
        mini.wechat.on(ScriptedWeChat.phone) { _ in
            [.pause(0.1)] + ScriptedWeChat.json(ScriptedWeChat.phoneInfo("13580006666"))
        }
        let installation = mini.site.installation
        let phones = try inParallel(8) { _ in
            try MiniPeople(.wxAuth, installation).phone(forCode: "code", of: "mini-1").text
        }.map { try $0.get() }
        #expect(phones == [String](repeating: "13580006666", count: 8))
        #expect(asked == 1)
    }

    @Test("is one person's")
    func otherPerson() throws {
        _ = try phone()
        for openid in ["mini-2", "", "MINI-1"] { #expect(fault { _ = try phone(of: openid) } == "refused 40029") }
        #expect(asked == 1)
        #expect(try phone().text == "13580006666")
    }

    @Test("is another code with other characters")
    func otherCode() throws {
        for code in ["code", "CODE", "code ", "c"] { _ = try phone(code) }
        #expect(asked == 4)
    }

    @Test("is asked for with a new access token when the old one is stale, once", arguments: [40001, 42001, 40014])
    func staleToken(code: Int) throws {
        mini.wechat.on(ScriptedWeChat.phone) { parameters in
            parameters["access_token"] == "new"
                ? ScriptedWeChat.json(ScriptedWeChat.phoneInfo("13580006666"))
                : ScriptedWeChat.json(#"{"errcode":\#(code),"errmsg":"no"}"#)
        }
        let issued = Counter()
        mini.wechat.on(ScriptedWeChat.token) { _ in
            ScriptedWeChat.json(#"{"access_token":"\#(issued.next() == 1 ? "old" : "new")","expires_in":7200}"#)
        }
        #expect(try phone().text == "13580006666")
        #expect(mini.wechat.parameters(ScriptedWeChat.phone).map { $0["access_token"] } == ["old", "new"])
        #expect(try phone().text == "13580006666" && asked == 2)
    }

    @Test("is given up when the new access token is refused too")
    func staleForever() {
        mini.wechat.refuse(ScriptedWeChat.phone, 40001)
        #expect(fault { _ = try phone() } == "refused 40001")
        #expect(asked <= 2)
    }

    @Test("gives a number of this app only")
    func watermark() throws {
        for text in [
            ScriptedWeChat.phoneInfo("13580006666", appID: "wx0000000000000001"),
            ScriptedWeChat.phoneInfo("13580006666", appID: ""), ScriptedWeChat.phoneInfo("x"),
            #"{"errcode":0,"phone_info":{"phoneNumber":"13580006666"}}"#, #"{"errcode":0,"phone_info":{}}"#,
        ] {
            mini.wechat.answer(ScriptedWeChat.phone, text)
            #expect(fault { _ = try phone() } == "undecipherable")
        }
        #expect(try mini.site.count("phone_codes") == 0)
    }

    @Test("is refused unasked when it is empty or too long")
    func lengths() {
        for code in ["", String(repeating: "a", count: 257), String(repeating: "a", count: 100_000)] {
            #expect(fault { _ = try phone(code) } == "request")
        }
        #expect(asked == 0)
    }

    @Test("is not asked for again by itself when WeChat fails", arguments: ScriptedWeChat.failures.indices)
    func failures(index: Int) throws {
        let mini = try MiniSetting(timeout: 0.5)
        mini.wechat.on(ScriptedWeChat.phone) { _ in ScriptedWeChat.failures[index].steps }
        #expect(throws: WeChatError.self) { try mini.people().phone(forCode: "code", of: "mini-1") }
        #expect(mini.wechat.calls(ScriptedWeChat.phone) == 1)
        #expect(try mini.site.count("phone_codes") == 0)
    }
}

private final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
