import Foundation
import JSON
import SQL
import SQLite
import Synchronization
import Testing
import XML

@testable import Messages
@testable import Site
@testable import WeChat

/// The operator's program for what no rule answers.
@Suite("The message handler", .timeLimit(.minutes(10)))
struct PushHandlerTests {
    static let reply = #"echo x >> FOLDER/runs; cat > FOLDER/input; echo '{"type":"text","content":"handled"}'"#

    private func content(_ text: String) throws -> String? {
        try XMLElement(parsing: Array(text.utf8))["Content"]?.text
    }

    @Test("gets the message as JSON and its reply is the answer, now and at every delivery")
    func quick() throws {
        let site = try PushSite(handler: Self.reply)
        for _ in 0..<3 { #expect(try content(site.text(PushSite.text("你好"))) == "handled") }
        #expect(site.written("runs") == "x\n")
        let input = try JSONValue(parsing: Array(site.written("input").utf8))
        #expect(input["message"]?["Content"]?.string == "你好")
        #expect(input["message"]?["MsgId"]?.string == "6265881059295447969")
        #expect(input["app_id"]?.string == EndpointSetting.appID && input["attempt"]?.integer == 1)
        #expect(input["can_reply"]?.bool == true)
        let message = try #require(site.inbox().first)
        #expect(input["id"]?.integer == message.id && message.state == .done && message.attempts == 1)
    }

    @Test("is not asked for what a rule answers")
    func rule() throws {
        let site = try PushSite("follow_reply = hello\n", handler: Self.reply)
        #expect(try content(site.text(PushSite.event("subscribe"))) == "hello")
        #expect(site.written("runs").isEmpty)
        #expect(try content(site.text(PushSite.event("unsubscribe"))) == "handled")
        #expect(site.written("runs") == "x\n")
    }

    @Test(
        "whose reply cannot be stored, as others lock the database, is heard all the same, within WeChat's five seconds"
    )
    func lockedDatabase() throws {
        let site = try PushSite(
            handler: "touch FOLDER/started; sleep 1; echo '{\"type\":\"text\",\"content\":\"handled\"}'")
        let path = try site.setting.installation().databasePath
        let started = site.setting.path + "/started"
        let locker = Thread {
            while !FileManager.default.fileExists(atPath: started) { usleep(20_000) }
            guard let database = try? Database(path: path) else { return }
            try? database.execute("BEGIN IMMEDIATE")
            sleep(7)
            try? database.execute("ROLLBACK")
        }
        locker.start()
        let start = ContinuousClock.now
        #expect(try content(site.text(PushSite.text("a"))) == "handled")
        #expect(ContinuousClock.now - start < .seconds(5))
        while !locker.isFinished { usleep(50_000) }
        let message = try #require(site.inbox().first)
        #expect(message.state == .working && message.reply == nil)
    }

    @Test("that writes nothing is content with success")
    func silent() throws {
        let site = try PushSite(handler: "cat > /dev/null")
        #expect(try site.text(PushSite.text("a")) == "success")
        #expect(try site.inbox().first?.state == .done)
    }

    static let failures: [(what: String, script: String, fault: String)] = [
        ("sleeps", "sleep 30", "did not finish in time"), ("floods", "yes", "wrote more than"),
        ("dies", "kill -9 $$", "failed"), ("fails", "exit 3", "failed"),
        ("prints nonsense", "echo hello", "wrote no JSON"), ("prints half", "echo '{\"type\":'", "wrote no JSON"),
        ("prints another thing", "echo '{\"type\":\"html\"}'", "wrote an invalid reply"),
        ("prints binary", "printf '\\200\\377'", "wrote text that is not UTF-8"),
        ("does not read and sleeps in the background", "sleep 30 & wait", "did not finish in time"),
    ]

    @Test(
        "that fails leaves success in under five seconds and the message, which is finished later",
        arguments: failures.map(\.what))
    func fails(what: String) throws {
        let (_, script, fault) = try #require(Self.failures.first { $0.what == what })
        let site = try PushSite("handler_timeout = 1\n", handler: "test -f FOLDER/mended && { cat; exit; }\n" + script)
        let start = ContinuousClock.now
        #expect(try site.text(PushSite.text("a")) == "success")
        #expect(ContinuousClock.now - start < .seconds(3))
        let waiting = try #require(site.inbox().first)
        #expect(waiting.state == .waiting && waiting.attempts == 1 && waiting.reply == .success)
        #expect(waiting.fault?.contains(fault) == true, "\(waiting.fault ?? "")")
        #expect(try site.text(PushSite.text("a")) == "success", "a later delivery runs nothing")
        try "cat > /dev/null".write(toFile: site.setting.path + "/mended", atomically: true, encoding: .utf8)
        let job = try InboxJob(site.setting.installation())
        // The mended handler echoes its input, which is no reply: that it ran is what counts here.
        #expect(try job.workOnNext()?.id == waiting.id)
        #expect(try job.message(waiting.id)?.attempts == 2)
    }

    @Test("that is late gives a reply that is kept and reaches nobody")
    func late() throws {
        let site = try PushSite(
            "handler_timeout = 0.5\n", handler: "sleep 1; echo '{\"type\":\"text\",\"content\":\"late\"}'")
        #expect(try site.text(PushSite.text("a")) == "success")
        let job = try InboxJob(site.setting.installation())
        guard case .done(let reply) = try job.workOnNext()?.result else {
            Issue.record("not done")
            return
        }
        #expect(try content(reply) == "late")
        let message = try #require(site.inbox().first)
        #expect(
            message.state == .done && message.reply == .success && message.lateReplyText == reply
                && message.fault == nil)
        #expect(try site.text(PushSite.text("a")) == "success")
        #expect(try job.workOnNext() == nil)
    }

    @Test("runs once for deliveries at the same time, which all get its answer")
    func parallel() throws {
        let site = try PushSite(handler: "sleep 0.5; " + Self.reply)
        let answers = Mutex<[String]>([])
        let path = site.setting.path
        let group = DispatchGroup()
        for _ in 0..<8 {
            group.enter()
            Thread.detachNewThread {
                let answer = try? PushSite.deliver(PushSite.text("a"), toSiteAt: path)
                answers.withLock { $0.append(answer ?? "failed") }
                group.leave()
            }
        }
        group.wait()
        let all = answers.withLock { $0 }
        #expect(all.count == 8 && Set(all).count == 1, "\(all)")
        #expect(try content(all[0]) == "handled")
        #expect(site.written("runs") == "x\n")
        #expect(try site.inbox().count == 1)
    }

    @Test("whose process was killed: the message is taken up at the next delivery")
    func abandoned() throws {
        let site = try PushSite(handler: Self.reply)
        _ = try site.push(PushSite.text("a"))
        // As it stands when the process is killed before the handler's end, and the claim has ended.
        try site.execute(
            "UPDATE inbox SET state = 'working', reply = NULL, claim = x'01', due_at = unixepoch() - 1")
        #expect(try content(site.text(PushSite.text("a"))) == "handled")
        #expect(site.written("runs") == "x\nx\n")
        let message = try #require(site.inbox().first)
        #expect(message.state == .done && message.attempts == 2)
    }

    @Test("whose process was killed: without another delivery the job does it")
    func abandonedForGood() throws {
        let site = try PushSite(handler: Self.reply)
        _ = try site.push(PushSite.text("a"))
        let job = try InboxJob(site.setting.installation())
        let lost = "UPDATE inbox SET state = 'working', reply = NULL, claim = x'01', due_at = "
        try site.execute(lost + "unixepoch() + 60")
        #expect(try job.workOnNext() == nil, "somebody may still be at it")
        for due in ["unixepoch() - 1", "unixepoch() + 100000"] {
            try site.execute(lost + due)
            #expect(try job.workOnNext() != nil, "\(due): the clock may have been set back")
        }
        #expect(site.written("runs") == "x\nx\nx\n")
    }

    @Test("is waited for by a second delivery no longer than WeChat waits")
    func waiting() throws {
        let site = try PushSite(handler: Self.reply)
        _ = try site.push(PushSite.text("a"))
        try site.execute(
            "UPDATE inbox SET state = 'working', reply = NULL, claim = x'01', due_at = unixepoch() + 60")
        let start = ContinuousClock.now
        #expect(try site.text(PushSite.text("a")) == "success")
        let time = ContinuousClock.now - start
        #expect(time > .seconds(3) && time < .seconds(5))
        #expect(site.written("runs") == "x\n")
    }

    @Test("that takes its process with it each time is given up in the end")
    func endless() throws {
        let site = try PushSite(handler: Self.reply)
        _ = try site.push(PushSite.text("a"))
        try site.execute(
            "UPDATE inbox SET state = 'working', attempts = 6, claim = x'01', due_at = unixepoch() - 1")
        let job = try InboxJob(site.setting.installation())
        #expect(try job.workOnNext()?.result == .failed("every attempt was interrupted"))
        #expect(try site.inbox().first?.state == .failed && job.workOnNext() == nil)
        #expect(site.written("runs") == "x\n")
    }
}
