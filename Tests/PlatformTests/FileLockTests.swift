import Foundation
import Testing

@testable import Platform

@Suite("A lock", .timeLimit(.minutes(1)))
struct FileLockTests {
    let scratch: ScratchDirectory
    private var path: String { scratch.file("lock") }

    init() throws { scratch = try ScratchDirectory() }

    @Test("is held by one at a time, and given back when its holder goes out of scope")
    func exclusive() throws {
        #expect(try isFree())
        try holding {
            try #expect(!isFree())
            try #expect(!isFree(), "asking must not have taken it from its holder")
        }
        #expect(try isFreeSoon())
        #expect(permissions(path) == 0o600)
    }

    @Test("is held until a closure's end, also when that throws, and the closure does not run without it")
    func closure() throws {
        struct Refusal: Error {}
        let result = try FileLock.hold(path) { () throws(Refusal) in
            #expect((try? isFree()) == false)
            let inner = try? FileLock.hold(path) { () throws(Refusal) in "ran without the lock" }
            #expect(inner == nil)
            throw Refusal()
        }
        #expect(throws: Refusal.self) { try result?.get() }
        #expect(try isFreeSoon())
        #expect(try FileLock.hold(path, until: Deadline(after: 0), { () throws(Refusal) in 7 })?.get() == 7)
    }

    @Test("is not waited for beyond the deadline, nor given up before")
    func deadline() throws {
        try holding {
            let start = Deadline.monotonic()
            try #expect(!isFree(until: Deadline(after: 0.2)))
            #expect(Deadline.monotonic() - start >= 0.2)
            try #expect(!isFree(until: Deadline(after: 0)))
            try #expect(!isFree(until: Deadline(after: -5)))
        }
    }

    @Test("that is free is taken even when no time is left")
    func noTimeLeft() throws {
        #expect(try isFree(until: Deadline(after: 0)))
    }

    @Test("is got by who waits, as soon as the other process is done")
    func waiting() throws {
        let holder = try otherProcess(seconds: "0.4")
        #expect(try isFree(until: Deadline(after: 30)))
        holder.waitUntilExit()
    }

    @Test("is free when the process that held it was killed")
    func killed() throws {
        let holder = try otherProcess(seconds: "60")
        #expect(try !isFree(until: Deadline(after: 0.1)))
        #expect(holder.isRunning)
        kill(holder.processIdentifier, SIGKILL)
        holder.waitUntilExit()
        #expect(holder.terminationReason == .uncaughtSignal)
        #expect(try isFreeSoon())
    }

    /// Not by Foundation's `Process`, which closes in its child whatever was left open.
    @Test("is not inherited by programs that its holder starts")
    func notInherited() throws {
        var child: pid_t = 0
        try holding {
            let arguments = [strdup("sleep"), strdup("60"), nil]
            defer { arguments.forEach { free($0) } }
            #expect(posix_spawn(&child, "/bin/sleep", nil, nil, arguments, environ) == 0)
        }
        defer {
            kill(child, SIGKILL)
            waitpid(child, nil, 0)
        }
        #expect(try isFreeSoon())
        #expect(waitpid(child, nil, WNOHANG) == 0, "it must still have been running")
    }

    @Test("cannot be where there is no folder")
    func noFolder() {
        let error = #expect(throws: FileSystemError.self) { _ = try FileLock(trying: scratch.path + "/absent/lock") }
        #expect(error?.isAbsence == true)
        #expect(throws: FileSystemError.self) {
            _ = try FileLock(waitingFor: scratch.path + "/absent/lock", until: Deadline(after: 1))
        }
    }

    @Test(
        "of one place in a file leaves the other places and the whole file to others, and excludes threads as processes"
    )
    func places() throws {
        func isFree(_ place: Int64?) throws -> Bool {
            guard let lock = try FileLock(trying: path, place: place) else { return false }
            _ = consume lock
            return true
        }
        let held: [Int64] = [0, 7, .max]
        for place in held {
            guard let lock = try FileLock(trying: path, place: place) else { throw NotFree() }
            #expect(try !isFree(place))
            for other in held + [1, nil] where other != place { #expect(try isFree(other)) }
            _ = consume lock
        }
        for place in held { #expect(try isFree(place)) }
    }

    @Test(
        "is free at once when its holder is done, though a process that was started meanwhile has the file",
        arguments: [nil, 3])
    func heldByChild(place: Int64?) throws {
        guard let lock = try FileLock(trying: path, place: place) else { throw NotFree() }
        let files = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }
        func target(_ file: Int32) -> String? {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(file)")
        }
        let file = try #require(files.first { target($0) == path })
        // As a new process has it before it runs its program.
        let copy = dup(file)
        defer { close(copy) }
        _ = consume lock
        guard let next = try FileLock(trying: path, place: place) else { throw NotFree() }
        _ = consume next
    }

    private func holding(_ body: () throws -> Void) throws {
        guard let lock = try FileLock(waitingFor: path, until: Deadline(after: 10)) else { throw NotFree() }
        try body()
        _ = consume lock
    }

    private func isFree() throws -> Bool {
        guard let lock = try FileLock(trying: path) else { return false }
        _ = consume lock
        return true
    }

    private func isFree(until deadline: Deadline) throws -> Bool {
        guard let lock = try FileLock(waitingFor: path, until: deadline) else { return false }
        _ = consume lock
        return true
    }

    /// Other tests start processes meanwhile, each of which has every descriptor of this one until it runs its program.
    private func isFreeSoon() throws -> Bool { try isFree(until: Deadline(after: 10)) }

    /// A process that holds the lock for some seconds. It holds it when this returns.
    private func otherProcess(seconds: String) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        // Without a second process, which would go on holding the lock when the first is killed.
        process.arguments = ["--no-fork", path, "sleep", seconds]
        try process.run()
        let deadline = Deadline(after: 20)
        while try isFree() {
            guard process.isRunning, !deadline.hasPassed else { throw NotFree() }
            Deadline.sleep(0.005)
        }
        return process
    }

    private struct NotFree: Error {}
}
