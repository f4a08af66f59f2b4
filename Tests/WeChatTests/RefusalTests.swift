import Testing

@testable import WeChat

@Suite("WeChat's refusal")
struct RefusalTests {
    @Test(
        "means a stale token, or does not",
        arguments: [
            (40001, true), (40014, true), (42001, true), (40013, false), (40125, false), (42002, false), (42007, false),
            (41001, false),
            (40029, false), (45009, false), (-1, false), (0, false),
        ] as [(Int64, Bool)])
    func staleToken(code: Int64, isStale: Bool) {
        #expect(refusal(code).meansStaleToken == isStale)
    }

    @Test(
        "lasts as long as asking again is useless",
        arguments: [
            (40013, 60), (40125, 60), (40243, 60), (41002, 60), (41004, 60), (48001, 60), (50004, 60), (50007, 60),
            (40164, 60),
            (61004, 60), (89501, 60), (89503, 60), (45009, 600), (89507, 3600), (89506, 86_400), (40014, 10),
            (42001, 10), (40029, 10), (40163, 10), (45011, 10), (47001, 10),
        ] as [(Int64, Int64)])
    func lasts(code: Int64, seconds: Int64) {
        #expect(refusal(code).lasts == seconds)
    }

    @Test("of the token call with 40001 means a wrong secret, of others a stale token")
    func wrongSecret() {
        #expect(Refusal(call: "cgi-bin/stable_token", code: 40001, message: "").lasts == 60)
        #expect(Refusal(call: "cgi-bin/ticket/getticket", code: 40001, message: "").lasts == 10)
    }

    @Test(
        "says what an operator can do",
        arguments: [
            (40013, "app_id"), (40125, "app_secret"), (40164, "IP whitelist"), (61004, "IP whitelist"),
            (89501, "administrator"),
            (89503, "administrator"), (89506, "administrator"), (89507, "administrator"), (40243, "unfreeze"),
            (45009, "daily quota"),
            (48001, "permission"), (40001, nil), (40029, nil), (-1, nil),
        ] as [(Int64, String?)])
    func hint(code: Int64, word: String?) {
        let hint = refusal(code).hint
        #expect((hint == nil) == (word == nil))
        #expect(hint?.contains(word ?? "") != false)
        #expect(refusal(code).description == "cgi-bin/x: errcode \(code) no" + (hint.map { " (\($0))" } ?? ""))
    }

    @Test("has WeChat's words on one line and of bounded length")
    func message() {
        #expect(refusal(1, "a\r\nb\u{0}\u{1B}[31mc\t").message == "ab[31mc")
        let long = refusal(1, String(repeating: "公", count: 1000)).message
        #expect(long == String(repeating: "公", count: 100))
        #expect(
            refusal(1, "x" + String(repeating: "公", count: 1000)).message.utf8.count <= 303,
            "a character cut in two is replaced")
        #expect(
            refusal(1, "invalid credential rid: 60196b9b-4c5ba79c").message
                == "invalid credential rid: 60196b9b-4c5ba79c")
    }

    private func refusal(_ code: Int64, _ message: String = "no") -> Refusal {
        Refusal(call: "cgi-bin/x", code: code, message: message)
    }
}
