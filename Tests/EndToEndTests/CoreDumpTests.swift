import Foundation
import Testing

/// What crashes leaves no image of its memory, which holds keys: SECURITY.md, "Threats".
@Suite("A program that crashes", .timeLimit(.minutes(2)))
struct CoreDumpTests {
    /// Whether this process may dump core, and how it ended.
    private struct End {
        let limits: String
        let leftCore: Bool
    }

    /// Starts a program on a socket, where cores are allowed; crashes it once it is ready, in ten seconds at the
    /// latest.
    private func crash(_ arguments: [String], isReady: (pid_t) -> Bool) throws -> End {
        let folder = "/tmp/wd-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let socket = try listen(folder + "/s")
        defer { close(socket) }
        let script = "ulimit -c unlimited && cd \(folder) && exec \"$0\" \"$@\" 2>/dev/null"
        var argv: [UnsafeMutablePointer<CChar>?] = (["/bin/sh", "-c", script] + arguments).map { strdup($0) }
        argv.append(nil)
        defer { argv.forEach { free($0) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, socket, 0)
        var child: pid_t = 0
        try #require(posix_spawn(&child, "/bin/sh", &actions, nil, argv, environ) == 0)
        let end = Date(timeIntervalSinceNow: 10)
        while !isReady(child) && Date() < end { usleep(10_000) }
        let limits = Self.text("/proc/\(child)/limits")
        kill(child, SIGSEGV)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        #expect(status & 0x7F == SIGSEGV)
        return End(limits: limits, leftCore: status & 0x80 != 0)
    }

    private func listen(_ path: String) throws -> Int32 {
        let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, size) }
        }
        try #require(bound == 0 && Glibc.listen(socket, 5) == 0)
        return socket
    }

    private static func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

    private static func mayNotDump(_ pid: pid_t) -> Bool {
        text("/proc/\(pid)/limits").contains(#/Max core file size +0 +0 /#)
    }

    @Test("leaves a core where it is not told otherwise, or the other test says nothing")
    func control() throws {
        #expect(try crash(["/bin/sleep", "60"]) { Self.text("/proc/\($0)/comm") == "sleep\n" }.leftCore)
    }

    @Test(
        "leaves no core, whatever the limits that it was started with",
        arguments: ["cgi-bin/wx-config.fcgi", "cgi-bin/wx-auth-login.fcgi", "bin/wechat-simulator"])
    func none(program: String) throws {
        let end = try crash([Repository.root + "/" + program], isReady: Self.mayNotDump)
        #expect(!end.leftCore)
        #expect(end.limits.contains(#/Max core file size +0 +0 /#))
    }
}
