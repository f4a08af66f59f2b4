import JSON
import WeChat

@testable import Analysis
@testable import Messages

/// What operators write, and what their programs answer.
enum ProgramAnswers {
    private static let pushes = [MessageFormat.xml, .json].compactMap { format in
        PushMessage(
            [
                "ToUserName": "gh_1", "FromUserName": "o1", "CreateTime": 1_600_000_000, "MsgType": "text",
                "Content": "帮助 a",
            ], format)
    }

    static func check(_ bytes: [UInt8]) throws {
        if let reply = try? HandlerCommand.reply(bytes) { try check(reply) }
        if let analysis = try? Analysis(external: bytes) {
            try promise(!analysis.findings("content_disclaimer").contains { $0.label.isEmpty }, "a finding has a label")
        }
        guard let json = try? JSONValue(parsing: bytes) else { return }
        _ = try? AnalysisSubject(json, now: 1_600_000_000)
    }

    static func checkReplyRules(_ bytes: [UInt8]) throws {
        let (rules, faults) = ReplyRules.read(bytes)
        guard faults.isEmpty, let push = pushes.first, let reply = rules.reply(to: push) else { return }
        try check(reply)
    }

    private static func check(_ reply: Reply) throws {
        for push in pushes {
            let body = reply.body(to: push, time: 1_600_000_000)
            try promise(push.format.read(body)?["MsgType"] != nil, "a reply is a message")
        }
        let stored = PushReply.reply(reply, time: 1_600_000_000)
        try promise(PushReply(stored: stored.stored) == stored, "a stored reply comes back")
    }

    static func checkRules(_ bytes: [UInt8]) throws {
        let engine: RuleEngine
        do throws(RuleFileError) { engine = try RuleEngine(bytes, file: "rules.json") } catch {
            return try promise(!error.faults.isEmpty, "a refusal has a reason")
        }
        for subject in try subjects { _ = engine.trace(subject) }
    }

    private static var subjects: [AnalysisSubject] {
        get throws {
            let texts = [
                #"{"finger":1,"c0":1,"c1":-1,"c2":0,"c3":2,"c4":-2,"c5":10,"c6":-10,"c7":0,"heart_rate":72.5,"age":40}"#,
                #"{"finger":10,"c0":0,"c1":0,"c2":0,"c3":0,"c4":0,"c5":0,"c6":0,"c7":0,"gender":1,"height":170}"#,
            ]
            return try texts.map { try AnalysisSubject(JSONValue(parsing: Array($0.utf8)), now: 1_600_000_000) }
        }
    }
}
