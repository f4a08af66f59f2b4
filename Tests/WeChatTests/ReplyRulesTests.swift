import Testing

@testable import Messages
@testable import Site
@testable import WeChat

@Suite("The rules for replies")
struct ReplyRulesTests {
    static let file = """
        {"rules": [
          {"match": "prefix", "text": "查", "reply": {"type": "text", "content": "prefix"}},
          {"match": "prefix", "text": "查询", "reply": {"type": "text", "content": "longer prefix"}},
          {"match": "default", "reply": {"type": "transfer_customer_service"}},
          {"match": "exact", "text": " 查询 ", "reply": {"type": "text", "content": "exact"}},
          {"match": "follow", "reply": {"type": "text", "content": "welcome"}},
          {"match": "click", "key": "V1", "reply": {"type": "image", "media_id": "M"}}
        ]}
        """

    private func reply(_ rules: ReplyRules, _ text: String) throws -> Reply? {
        rules.reply(to: try #require(PushMessageTests.parse(text)))
    }

    @Test("go from the whole text to the longest beginning to the default, whatever their order")
    func order() throws {
        let (rules, faults) = ReplyRules.read(Array(Self.file.utf8))
        #expect(faults.isEmpty)
        func reply(_ text: String) throws -> Reply? {
            try self.reply(rules, PushMessageTests.text.replacing("this is a test", with: text))
        }
        #expect(try reply("查询") == .text("exact") && reply(" \n查询\t") == .text("exact"))
        #expect(try reply("查询天气") == .text("longer prefix"))
        #expect(try reply("查天气") == .text("prefix"))
        #expect(try reply("天气") == .transferToCustomerService(account: nil))
        #expect(try reply("") == .transferToCustomerService(account: nil))
    }

    @Test("answer follows and menu entries, and no other event")
    func events() throws {
        let (rules, _) = ReplyRules.read(Array(Self.file.utf8))
        #expect(try reply(rules, PushMessageTests.event("subscribe")) == .text("welcome"))
        #expect(try reply(rules, PushMessageTests.event("CLICK", "<EventKey>V1</EventKey>")) == .image(mediaID: "M"))
        #expect(try reply(rules, PushMessageTests.event("CLICK", "<EventKey>V2</EventKey>")) == nil)
        for name in ["unsubscribe", "SCAN", "VIEW"] { #expect(try reply(rules, PushMessageTests.event(name)) == nil) }
        #expect(try reply(rules, PushMessageTests.text.replacing("CDATA[text]", with: "CDATA[image]")) == nil)
    }

    @Test("without any answer nothing")
    func none() throws {
        #expect(try reply(ReplyRules(), PushMessageTests.text) == nil)
        #expect(try reply(ReplyRules(), PushMessageTests.event("subscribe")) == nil)
    }

    @Test("of a file are named with what is wrong, all of them")
    func faults() {
        let text = """
            {"rules": [
              {"match": "exact", "text": "a", "reply": {"type": "text", "content": "b"}},
              {"match": "exact", "text": " a", "reply": {"type": "text", "content": "b"}},
              {"match": "regex", "reply": {"type": "text", "content": "b"}},
              {"match": "prefix", "text": " ", "reply": {"type": "text", "content": "b"}},
              {"match": "default", "text": "a", "reply": {"type": "text", "content": "b"}},
              {"match": "click", "key": "a", "reply": {"type": "text"}},
              {"match": "follow"}, 7
            ]}
            """
        #expect(
            ReplyRules.read(Array(text.utf8)).faults == [
                "rule 2: another rule matches the same",
                "rule 3: match must be follow, exact, prefix, click or default", "rule 4: text is missing",
                "rule 5: unknown member text in a rule of match default", "rule 6: reply: content is missing",
                "rule 7: reply is missing", "rule 8: is not an object",
            ])
    }

    @Test(
        "of a file that is none",
        arguments: [("{", "line 1 is not JSON"), ("[]", "must be"), (#"{"rules": 1}"#, "must be"), ("{}", "must be")])
    func noFile(text: String, start: String) {
        let faults = ReplyRules.read(Array(text.utf8)).faults
        #expect(faults.count == 1 && faults[0].hasPrefix(start), "\(faults)")
    }

    @Test("stand in the configuration, by file and by the one text for follows")
    func configured() throws {
        let file = try ConfigurationFile(
            ConfigurationFile.required + "[messages]\nreplies_file = replies.json\nfollow_reply = 欢迎\n")
        try file.add("replies.json", #"{"rules": [{"match": "default", "reply": {"type": "text", "content": "x"}}]}"#)
        let rules = try ReplyRules(file.read().messages)
        #expect(rules.follow == .text("欢迎") && rules.other == .text("x"))
        let lines = try ReplyRules(configuration("[messages]\nfollow_reply = a\n  b\n").messages)
        #expect(lines.follow == .text("a\nb"))
        let long = String(repeating: "长", count: 60)
        let tooLong = try ConfigurationFile(
            ConfigurationFile.required + "[messages]\nfollow_reply = \(long)\n"
                + String(repeating: "  \(long)\n", count: 12))
        #expect(tooLong.faults().count == 1 && tooLong.faults()[0].contains("follow_reply"), "\(tooLong.faults())")
    }

    @Test("with faults are faults of the gateway's configuration, with their file and place")
    func configurationFaults() throws {
        let file = try ConfigurationFile(
            ConfigurationFile.required + "[messages]\nreplies_file = replies.json\nfollow_reply = 欢迎\n")
        let settings = try file.read().messages
        func fault() -> String {
            do throws(WeChatError) { _ = try ReplyRules(settings) } catch { return "\(error)" }
            return ""
        }
        #expect(fault().hasPrefix("not configured: [messages] replies_file: "), "\(fault())")
        #expect(fault().contains("replies.json: open: No such file"), "\(fault())")
        try file.add("replies.json", Self.file)
        #expect(fault() == "not configured: [messages] follow_reply: is set twice: here and in replies_file")
        try file.add("replies.json", #"{"rules": [{"match": "follow", "reply": {}}, 7]}"#)
        #expect(fault().contains("replies.json: rule 1: reply: type is missing"), "\(fault())")
        #expect(fault().contains("replies.json: rule 2: is not an object"), "\(fault())")
    }
}
