import Foundation
import Testing

@testable import Platform

/// What a handler starts ends with it, wherever it hides: SECURITY.md, "Threats".
@Suite("What an external command starts", .timeLimit(.minutes(2)))
struct EscapingCommandTests {
    /// Ways to get away, as arguments of `sh -c`, that leave a process whose arguments hold `MARK`.
    private static let escapes = [
        "setsid sleep 1000MARK &",
        "setsid setsid sleep 1000MARK &",
        "(setsid sh -c 'sleep 1000MARK & sleep 1000MARK' >/dev/null 2>&1 </dev/null &)",
        "nohup sleep 1000MARK >/dev/null 2>&1 &",
        "(trap '' TERM HUP INT; exec setsid sh -c 'trap \"\" TERM; sleep 1000MARK; :' MARK) &",
        "setsid sh -c 'kill -STOP $$; :' 1000MARK &",
        """
        python3 -c "
        import os, sys
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.closerange(0, 256)
                os.execvp('sleep', ['sleep', '1000MARK'])
            os._exit(0)
        os.wait()
        "
        """,
        """
        python3 -c "
        import ctypes, os
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # a subreaper of its own
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0: os.execvp('sleep', ['sleep', '1000MARK'])
            os._exit(0)
        os.execvp('sleep', ['sleep', '1000MARK'])
        " &
        """,
        // Each starts the next and is gone: for some seconds there is always one.
        """
        python3 -c "
        import os, time
        end = time.monotonic() + 20
        os.setsid()
        while time.monotonic() < end:
            if os.fork(): os._exit(0)
        " MARK >/dev/null 2>&1 &
        """,
        "for i in 1 2 3 4 5 6 7 8; do for j in 1 2 3 4 5 6 7 8; do setsid sleep 1000MARK & done; done",
    ]

    /// A number of seconds that no other process is told: as an argument of `sleep` it is a mark.
    private static func mark() -> String { ".\(UInt32.random(in: 100_000_000...999_999_999))" }

    private static func processes(with mark: String) -> [Int32] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { Int32($0) }.filter { id in
            guard id != getpid(), let words = FileManager.default.contents(atPath: "/proc/\(id)/cmdline") else {
                return false
            }
            return words.range(of: Data(mark.utf8)) != nil
        }
    }

    private static func isEmptySoon(_ mark: String) -> Bool {
        let deadline = Deadline(after: 10)
        while !deadline.hasPassed {
            if processes(with: mark).isEmpty { return true }
            Deadline.sleep(0.01)
        }
        processes(with: mark).forEach { kill($0, SIGKILL) }
        return false
    }

    private static func run(_ script: String, seconds: Double) throws -> String {
        let output = try ExternalCommand(["sh", "-c", script])
            .run([], deadline: Deadline(after: seconds), mostOutput: 1000, log: { _ in })
        return String(decoding: output, as: UTF8.self)
    }

    @Test("is over when the command has ended, and holds up no answer", arguments: escapes)
    func afterEnd(escape: String) throws {
        let mark = Self.mark()
        let script = escape.replacing("MARK", with: mark) + "\nsleep 0.2\necho done\n"
        let start = Deadline.monotonic()
        #expect(try Self.run(script, seconds: 30) == "done\n")
        #expect(Self.processes(with: mark).isEmpty, "at once, before there is an answer")
        #expect(Deadline.monotonic() - start < 15)
        #expect(Self.isEmptySoon(mark))
    }

    @Test("is over when the time is", arguments: escapes)
    func afterTime(escape: String) throws {
        let mark = Self.mark()
        let script = escape.replacing("MARK", with: mark) + "\nsleep 1000\(mark)\n"
        #expect(throws: ExternalCommandError.late) { try Self.run(script, seconds: 0.7) }
        #expect(Self.processes(with: mark).isEmpty)
        #expect(Self.isEmptySoon(mark))
    }

    @Test("is over when the program that runs it is killed", arguments: escapes.prefix(7))
    func afterKill(escape: String) async throws {
        let mark = Self.mark()
        let script = escape.replacing("MARK", with: mark) + "\nsleep 0.3; touch FILE; sleep 1000\(mark)\n"
        let scratch = try ScratchDirectory()
        let file = scratch.file()
        let command = script.replacing("FILE", with: file)
        await #expect(processExitsWith: .signal(SIGKILL)) { [file = file as String, command = command as String] in
            Thread {
                while !FileManager.default.fileExists(atPath: file) { usleep(10_000) }
                kill(getpid(), SIGKILL)
            }.start()
            _ = try? ExternalCommand(["sh", "-c", command])
                .run([], deadline: Deadline(after: 50), mostOutput: 10, log: { _ in })
        }
        #expect(FileManager.default.fileExists(atPath: file), "it was killed in mid-run")
        #expect(Self.isEmptySoon(mark))
    }

    @Test(
        "is over when the command has stopped, or asked to end, the process that watches it",
        arguments: ["STOP", "TERM"])
    func signalledSupervisor(signal: String) throws {
        let mark = Self.mark()
        let script = "setsid sleep 1000\(mark) &\nkill -\(signal) $PPID; sleep 1000\(mark)\n"
        #expect(throws: ExternalCommandError.self) { try Self.run(script, seconds: 0.7) }
        #expect(Self.isEmptySoon(mark))
    }

    @Test("ends the command itself when it kills that process")
    func killedSupervisor() throws {
        let mark = Self.mark()
        #expect(throws: ExternalCommandError.failed("signal 9")) {
            try Self.run("kill -KILL $PPID; exec sleep 1000\(mark)", seconds: 20)
        }
        #expect(Self.isEmptySoon(mark))
    }
}

@Suite("What an external command complains of", .timeLimit(.minutes(1)))
struct ComplainingCommandTests {
    private func complaints(_ script: String, seconds: Double = 20) -> [String] {
        var lines: [String] = []
        _ = try? ExternalCommand(["/bin/sh", "-c", script])
            .run([], deadline: Deadline(after: seconds), mostOutput: 1000) { lines.append($0) }
        return lines
    }

    @Test(
        "is logged by lines with its name in front",
        arguments: [
            ("echo one >&2; printf 'two' >&2", ["sh: one", "sh: two"]),
            ("printf 'a\\n\\nb\\n' >&2; exit 3", ["sh: a", "sh: b"]),
            ("echo late >&2; sleep 1000", ["sh: late"]),
            ("printf 'half \\344\\270' >&2", ["sh: half \u{FFFD}"]),
            (":", []),
        ])
    func lines(script: String, expected: [String]) {
        #expect(complaints(script, seconds: script.contains("1000") ? 0.5 : 20) == expected)
    }

    @Test("is cut when it is a flood, which neither blocks the command nor grows without end")
    func flood() throws {
        let lines = complaints("head -c 10000000 /dev/zero | tr '\\0' x >&2; echo end >&2")
        #expect(lines.count == 10)
        #expect(lines.dropLast().map(\.utf8.count).reduce(0, +) == ErrorLines.most + 9 * 4)
        #expect(lines.last == "sh: … and \(10_000_000 + 4 - ErrorLines.most) more bytes on its standard error")
    }

    @Test("is cut when it is many short lines")
    func manyLines() {
        let lines = complaints("i=0; while [ $i -lt 1000 ]; do echo a; i=$((i+1)); done >&2; printf 'b\\r\\n' >&2")
        #expect(lines.count == ErrorLines.mostLines + 1)
        #expect(lines.dropLast().allSatisfy { $0 == "sh: a" } && lines.last?.contains("1603 more bytes") == true)
        #expect(complaints("printf 'b\\r\\n' >&2") == ["sh: b"])
    }

    @Test("does not keep an endless complaint from being late")
    func endless() {
        let start = Deadline.monotonic()
        let lines = complaints("while :; do echo again; done >&2", seconds: 0.5)
        #expect(Deadline.monotonic() - start < 10)
        #expect(lines.first == "sh: again" && lines.last?.contains("more bytes") == true)
    }
}
