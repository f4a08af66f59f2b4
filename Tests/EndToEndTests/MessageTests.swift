import Foundation
import HTTPClient
import Testing

/// Pushes through nginx to real processes.
@Suite("A pushed message")
struct MessageTests {
    /// Lines of the configuration; the handler is a script in the site's folder, which a test writes.
    static let rules = """
        [messages]
        follow_reply = 欢迎
        """

    /// A site whose handler is `script`; `FOLDER` in it is the folder that the handler may write to.
    private func site(
        _ script: String, workers: Int = 2, timeout: Double = 3, processes: Int = 4
    ) throws -> (site: Site, folder: String) {
        let folder = "/tmp/wm-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try script.replacing("FOLDER", with: folder).write(
            toFile: folder + "/handler", atomically: true, encoding: .utf8)
        let extra = """
            [messages]
            handler_command = /bin/sh \(folder)/handler
            handler_timeout = \(timeout)
            handler_processes = \(processes)
            """
        return (try Site(workers: workers, extra: extra), folder)
    }

    private func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

    private func rows(_ site: Site, _ condition: String = "1") throws -> Int64? {
        try site.number("SELECT COUNT(*) FROM inbox WHERE \(condition)")
    }

    private static let reply = #"echo x >> FOLDER/runs; echo '{"type":"text","content":"handled"}'"#

    /// The program is the parent of the process that watches over the handler.
    private static let killProgram = "read -r _ _ _ program _ </proc/$PPID/stat; kill -9 $program"

    @Test("is answered at each of the gateways, and kept", .timeLimit(.minutes(2)))
    func gateways() throws {
        let site = try Site(extra: Self.rules + "\nkeep_days = 36500\n")
        for (index, path) in Site.gateways.enumerated() {
            let reply = try site.push(Push.text("你好", id: "\(index)"), to: path)
            #expect(reply.status == 200 && reply.text == "success")
            #expect(try site.push(Push.event("subscribe", time: index), to: path).text.contains("<![CDATA[欢迎]]>"))
        }
        #expect(try rows(site) == 6)
        let shown = try site.wechatctl("inbox", "list", "--json").output
        #expect(shown.split(separator: "\n").count == 6)
        #expect(try site.wechatctl("inbox", "show", "1").output.contains("你好"))
        #expect(try site.wechatctl("users", "show", "oPushed").output.contains("follows since 1970-01-01T00:00:02Z"))
        #expect(try !site.logs().contains("你好"))
    }

    @Test("in an envelope is answered in one", .timeLimit(.minutes(2)))
    func encrypted() throws {
        let extra = "[official_account]\nencoding_aes_key = \(Push.key)\n" + Self.rules + "\nencrypted_only = false\n"
        let site = try Site(extra: extra)
        let reply = try site.push(Push.event("subscribe"), encrypted: true)
        let match = try #require(reply.text.firstMatch(of: /<Encrypt><!\[CDATA\[([^\]]*)\]\]><\/Encrypt>/))
        #expect(try Push.decrypt(String(match.1)).contains("<Content><![CDATA[欢迎]]></Content>"))
        #expect(try site.push(Push.text("a"), encrypted: true).text == "success")
        #expect(try site.push(Push.text("a")).text == "success")
        #expect(try rows(site) == 2)
    }

    @Test("delivered at the same time to several processes is handled once", .timeLimit(.minutes(2)))
    func parallel() throws {
        let (site, folder) = try site("sleep 1\n" + Self.reply, workers: 4)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let replies = try site.push(Push.text("a"), at: Site.gateways + Site.gateways).map { try $0.get().text }
        #expect(Set(replies).count == 1 && replies[0].contains("handled"), "\(replies)")
        #expect(text(folder + "/runs") == "x\n")
        #expect(try rows(site) == 1)
    }

    @Test("is answered in time whatever the handler does, and finished later", .timeLimit(.minutes(2)))
    func slow() throws {
        let (site, folder) = try site(
            "test -f FOLDER/mended || sleep 60\n" + Self.reply, timeout: 4)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let start = ContinuousClock.now
        #expect(try site.push(Push.text("a")).text == "success")
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(try rows(site, "state = 'waiting'") == 1)
        #expect(try site.logs().contains("handler_command did not finish in time"))
        try "".write(toFile: folder + "/mended", atomically: true, encoding: .utf8)
        let worked = try site.wechatctl("inbox", "work", "--once")
        #expect(worked.status == 0 && worked.output.contains("handled 1, failed 0"), "\(worked.errors)")
        #expect(try rows(site, "state = 'done' AND reply = '' AND late_reply LIKE '%handled%'") == 1)
        #expect(try site.push(Push.text("a")).text == "success")
        #expect(text(folder + "/runs") == "x\n")
    }

    @Test("leaves nothing running that its handler started, and a log that is text", .timeLimit(.minutes(2)))
    func escapees() throws {
        let mark = "1000.\(UInt32.random(in: 100_000_000...999_999_999))"
        let (site, folder) = try site(
            """
            setsid sleep \(mark) &
            (setsid sh -c 'trap "" TERM; sleep \(mark) & sleep \(mark)' >/dev/null 2>&1 &)
            printf '\\033]0;owned\\007\\302\\233 said the handler\\342\\200\\256\\n' >&2
            test -f FOLDER/slow && sleep \(mark)
            """ + "\n" + Self.reply, timeout: 2)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func count() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc").count {
                FileManager.default.contents(atPath: "/proc/\($0)/cmdline")?.range(of: Data(mark.utf8)) != nil
            }
        }
        #expect(try site.push(Push.text("a")).text.contains("handled"))
        #expect(try count() == 0)
        try "".write(toFile: folder + "/slow", atomically: true, encoding: .utf8)
        #expect(try site.push(Push.text("b", id: "2")).text == "success")
        #expect(try count() == 0)
        let log = try site.logs()
        #expect(log.contains("sh: \u{FFFD}]0;owned\u{FFFD}\u{FFFD} said the handler\u{FFFD}"))
        #expect(!log.contains("\u{1B}") && !log.contains("\u{9B}") && !log.contains("\u{202E}"))
    }

    @Test(
        "whose process is killed between storing and answering is answered at the next delivery",
        .timeLimit(.minutes(2)))
    func killed() throws {
        let (site, folder) = try site(
            "test -f FOLDER/second || { touch FOLDER/second; \(Self.killProgram); sleep 60; }\n" + Self.reply,
            timeout: 1)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(try site.push(Push.text("a")).status == 502, "the process is gone")
        #expect(try rows(site, "state = 'working' AND reply IS NULL") == 1)
        var reply = try site.push(Push.text("a"))
        if reply.text == "success" { reply = try site.push(Push.text("a")) }
        #expect(reply.status == 200 && reply.text.contains("handled"), "\(reply.text)")
        #expect(text(folder + "/runs") == "x\n")
        #expect(try rows(site, "state = 'done' AND attempts = 2") == 1)
    }

    @Test("whose process is killed leaves the handler to the next message, of the same person", .timeLimit(.minutes(2)))
    func killedInSlot() throws {
        let (site, folder) = try site(
            "test -f FOLDER/second || { touch FOLDER/second; \(Self.killProgram); sleep 60; }\n" + Self.reply,
            processes: 1)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(try site.push(Push.text("a")).status == 502)
        #expect(try site.push(Push.text("b", id: "2")).text.contains("handled"))
    }

    @Test("beyond the handler's processes gets success at once, and is finished in order", .timeLimit(.minutes(2)))
    func crowd() throws {
        let (site, folder) = try site(
            "cat >> FOLDER/inputs; test -f FOLDER/quick || sleep 2\n" + Self.reply, workers: 6, processes: 2)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let url = site.address + "/wx"
        let flood = (1...6).map { number in
            Thread { _ = try? Push.deliver(Push.text("flood", id: "\(number)", from: "oFlood"), to: url) }
        }
        flood.forEach { $0.start() }
        while !text(folder + "/inputs").contains("oFlood") { usleep(10_000) }
        for number in 7...8 {
            #expect(try site.push(Push.text("b", id: "\(number)", from: "oOther")).text.contains("handled"))
        }
        while !flood.allSatisfy(\.isFinished) { usleep(10_000) }
        #expect(try rows(site, "state = 'waiting' AND openid = 'oFlood' AND reply = ''") == 5)
        try "".write(toFile: folder + "/quick", atomically: true, encoding: .utf8)
        #expect(try site.wechatctl("inbox", "work", "--once").output.contains("handled 5, failed 0"))
        let ids = text(folder + "/inputs").matches(of: /"id":(\d+),/).compactMap { Int($0.1) }
        #expect(Set(ids).count == 8 && ids.count == 8 && Array(ids.suffix(5)) == ids.suffix(5).sorted(), "\(ids)")
    }

    @Test("whose process is killed and that never comes again is left for the job", .timeLimit(.minutes(2)))
    func killedForGood() throws {
        let (site, folder) = try site(
            "test -f FOLDER/second || { touch FOLDER/second; \(Self.killProgram); sleep 60; }\n" + Self.reply,
            timeout: 1)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(try site.push(Push.text("a")).status == 502)
        #expect(try site.wechatctl("inbox", "work", "--once").output.contains("handled 0"), "somebody may be at it")
        Thread.sleep(forTimeInterval: 4)
        #expect(try site.wechatctl("inbox", "work", "--once").output.contains("handled 1"))
        #expect(text(folder + "/runs") == "x\n")
        #expect(try site.push(Push.text("a")).text.contains("handled"), "the handler's reply was the first answer")
    }

    @Test("that is a forgery or a bomb is refused at once, and nothing is kept", .timeLimit(.minutes(2)))
    func refused() throws {
        let site = try Site(extra: Self.rules)
        #expect(try site.push(Push.text("a")).text == "success")
        let bodies = [
            String(repeating: "<xml>", count: 25_000), String(repeating: "[", count: 100_000), "<xml>",
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><xml><Content>&e;</Content></xml>",
            "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><xml>&b;</xml>",
            "<xml>" + String(repeating: "<a/>", count: 30_000) + "</xml>", "",
            "{\"a\":[" + String(repeating: "{},", count: 40_000) + "1]}",
        ]
        for path in Site.gateways {
            for (status, reply) in try bodies.map({ (400, try timed(site, $0, to: path)) }) {
                #expect(reply.status == status && reply.text.isEmpty, "\(reply.text.prefix(80))")
            }
            for size in [200_000, 5 << 20] {
                let large = try timed(site, "<xml>" + String(repeating: "x", count: size), to: path)
                #expect(large.status == 413, "\(size)")
            }
            let forged = try site.request(
                "POST", path + "?signature=0&timestamp=1&nonce=2", body: Push.text("b", id: "2"))
            #expect(forged.status == 403 && forged.text.isEmpty)
            #expect(try site.request("POST", path, body: Push.text("b", id: "3")).status == 400)
        }
        #expect(try rows(site) == 1)
    }

    private func timed(_ site: Site, _ body: String, to path: String) throws -> HTTPClientReply {
        let start = ContinuousClock.now
        let reply = try site.push(body, to: path)
        #expect(ContinuousClock.now - start < .seconds(1))
        return reply
    }

    @Test("is listed, replayed and forgotten by wechatctl", .timeLimit(.minutes(2)))
    func operated() throws {
        let site = try Site(extra: Self.rules)
        _ = try site.push(Push.event("subscribe", "<EventKey><![CDATA[qrscene_s7]]></EventKey>"))
        let list = try site.wechatctl("inbox", "list", "--state", "done").output
        #expect(list.contains("event/subscribe") && list.contains("oPushed"))
        #expect(try site.wechatctl("inbox", "list", "--state", "failed").output.contains("no messages"))
        #expect(try site.wechatctl("inbox", "replay", "1").output.contains("欢迎"))
        #expect(try site.wechatctl("inbox", "replay", "9").status != 0)
        #expect(try site.wechatctl("users", "show", "oPushed").output.contains("scene s7"))
        #expect(try site.wechatctl("inbox", "prune").output.contains("deleted 0 messages"))
        try site.execute("UPDATE inbox SET received_at = received_at - 86400 * 31")
        #expect(try site.wechatctl("inbox", "prune").output.contains("deleted 1 message"))
        #expect(try rows(site) == 0)
    }
}
