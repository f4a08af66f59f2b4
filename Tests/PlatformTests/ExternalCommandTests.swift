import Foundation
import Testing

@testable import Platform

@Suite("External commands", .timeLimit(.minutes(1)))
struct ExternalCommandTests {
    private func run(
        _ arguments: [String], _ input: [UInt8] = [], seconds: Double = 20, mostOutput: Int = 1 << 20
    ) throws -> [UInt8] {
        try ExternalCommand(arguments).run(input, deadline: Deadline(after: seconds), mostOutput: mostOutput)
    }

    private func shell(
        _ script: String, _ input: [UInt8] = [], seconds: Double = 20, mostOutput: Int = 1 << 20
    ) throws -> String {
        String(decoding: try run(["sh", "-c", script], input, seconds: seconds, mostOutput: mostOutput), as: UTF8.self)
    }

    @Test("bytes go in and come out, more than a pipe holds, while both sides write")
    func bytes() throws {
        let input = (0..<900_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        #expect(try run(["cat"], input) == input)
        #expect(try run(["cat"]) == [])
    }

    @Test("arguments arrive as they are; no shell reads them")
    func arguments() throws {
        #expect(try run(["printf", "%s|", "a b", "$HOME", "; ls", ""]) == Array("a b|$HOME|; ls||".utf8))
    }

    @Test("the environment holds nothing that a stranger may have sent, and always a PATH")
    func environment() throws {
        let names = try shell("env").split(separator: "\n").compactMap { $0.split(separator: "=").first }
        let allowed: Set<Substring> = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "WECHAT_CONFIG", "PWD", "SHLVL", "_"]
        #expect(Set(names).subtracting(allowed).isEmpty)
        #expect(names.contains("PATH"))
    }

    @Test("no descriptor beyond the three is open, and SIGPIPE ends it as usual")
    func inheritance() throws {
        let leak = open("/dev/null", O_RDONLY)
        defer { close(leak) }
        #expect(leak > 2)
        // 3 is the folder that ls itself reads.
        #expect(try run(["ls", "/proc/self/fd"]) == Array("0\n1\n2\n3\n".utf8))
        #expect(try shell("(trap - PIPE; yes 2>/dev/null; echo $? >&2) | head -n 1") == "y\n")
        let ignored = try #require(UInt64(shell("grep SigIgn /proc/self/status").suffix(17).dropLast(), radix: 16))
        // 32 and 33 are glibc's own.
        #expect(ignored & 0x7FFF_FFFF == 0)
    }

    @Test("one that reads nothing of a large input and answers is fine")
    func deafToInput() throws {
        #expect(try shell("exec 0<&-; echo good", [UInt8](repeating: 65, count: 1 << 20)) == "good\n")
    }

    @Test("one that does not exist, or cannot be run, is named")
    func missing() throws {
        let error = try #require(throws: ExternalCommandError.self) { try run(["/nowhere/at/all"]) }
        #expect("\(error)".contains("/nowhere/at/all") && "\(error)".contains("No such file"))
        #expect(throws: ExternalCommandError.self) { try run([]) }
        #expect(throws: ExternalCommandError.self) { try run(["/etc/passwd"]) }
    }

    @Test("one that fails says how", arguments: [("exit 3", "exit status 3"), ("kill -9 $$", "signal 9")])
    func failing(script: String, text: String) throws {
        #expect(throws: ExternalCommandError.failed(text)) { try shell("echo output; \(script)") }
    }

    @Test("one that is late is killed with its children, at the deadline")
    func late() throws {
        let scratch = try ScratchDirectory()
        let start = Deadline.monotonic()
        #expect(throws: ExternalCommandError.late) {
            try shell("echo $$ >\(scratch.file()); sleep 1000 & echo $! >>\(scratch.file()); wait", seconds: 0.5)
        }
        #expect(Deadline.monotonic() - start >= 0.5)
        let ids = (content(scratch.file()) ?? "").split(separator: "\n").compactMap { Int32($0) }
        #expect(ids.count == 2)
        for id in ids { #expect(isGone(id)) }
    }

    @Test("one that closes its output but stays is late too")
    func silentStayer() throws {
        #expect(throws: ExternalCommandError.late) { try shell("exec 1>&- 0<&-; sleep 1000", seconds: 0.3) }
    }

    @Test("what it leaves running is killed when it exits, and does not hold up its answer")
    func leftBehind() throws {
        let scratch = try ScratchDirectory()
        let start = Deadline.monotonic()
        #expect(try shell("sleep 1000 & echo $! >\(scratch.file()); echo done") == "done\n")
        #expect(Deadline.monotonic() - start < 15)
        let id = try #require(content(scratch.file()))
        #expect(isGone(try #require(Int32(id.dropLast()))))
    }

    @Test("one whose starter is killed dies with it")
    func orphan() async throws {
        let scratch = try ScratchDirectory()
        let file = scratch.file()
        await #expect(processExitsWith: .signal(SIGKILL)) { [file = file as String] in
            Thread {
                while !FileManager.default.fileExists(atPath: file + ".ready") { usleep(10_000) }
                kill(getpid(), SIGKILL)
            }.start()
            _ = try? ExternalCommand(["sh", "-c", "echo $$ >\(file); touch \(file).ready; exec sleep 1000"])
                .run([], deadline: Deadline(after: 50), mostOutput: 10)
        }
        let id = try #require(content(file))
        #expect(isGone(try #require(Int32(id.dropLast()))))
    }

    @Test("one that floods is killed")
    func flood() throws {
        #expect(throws: ExternalCommandError.tooMuchOutput(limit: 1000)) { try shell("yes", mostOutput: 1000) }
        #expect(try shell("printf %1000d 0", mostOutput: 1000).utf8.count == 1000)
    }

    @Test("no zombie and no descriptor is left over")
    func leftovers() async {
        // In a process of its own: tests beside this one open files and start processes, too.
        await #expect(processExitsWith: .success) {
            func run(_ arguments: [String], seconds: Double = 20) {
                _ = try? ExternalCommand(arguments).run([], deadline: Deadline(after: seconds), mostOutput: 1 << 20)
            }
            func descriptors() throws -> Int {
                try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
            }
            run(["true"])
            let before = try descriptors()
            for _ in 0..<10 {
                run(["sh", "-c", "exit 1"])
                run(["sleep", "1000"], seconds: 0.01)
                run(["/nowhere"])
            }
            #expect(try descriptors() == before)
            #expect(waitpid(-1, nil, WNOHANG) == -1 && errno == ECHILD)
        }
    }

    /// Whether the process is dead: a child of a killed child is reaped by init, in its own time.
    private func isGone(_ id: Int32) -> Bool {
        let deadline = Deadline(after: 10)
        while !deadline.hasPassed {
            guard let state = content("/proc/\(id)/stat")?.split(separator: ")").last?.split(separator: " ").first
            else { return true }
            if state == "Z" || state == "X" { return true }
            Deadline.sleep(0.02)
        }
        return false
    }
}
