import Foundation

/// A program that runs.
///
/// Started by posix_spawn, not by Foundation's `Process`: that waits until every descendant is gone, servers included,
/// and hands its own blocked signals down. Output goes to files, so that no program waits for a reader.
final class RunningCommand {
    let pid: pid_t
    private let folder: String

    /// - Parameter descriptor: what the program gets as another of its descriptors, such as a listening socket as 0.
    init(
        _ path: String, _ arguments: [String], _ environment: [String: String],
        passing descriptor: (ours: Int32, theirs: Int32)? = nil
    ) throws {
        folder = "/tmp/wo-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        pid = try Self.spawn([path] + arguments, environment.map { "\($0)=\($1)" }, folder, descriptor)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Waits for its end. To be called once.
    func finish() -> Command {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        let signal = status & 0x7F
        return Command(status: signal == 0 ? status >> 8 & 0xFF : signal, output: text("out"), errors: text("err"))
    }

    private static func spawn(
        _ arguments: [String], _ environment: [String], _ folder: String, _ descriptor: (ours: Int32, theirs: Int32)?
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, folder + "/out", O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, folder + "/err", O_WRONLY | O_CREAT, 0o600)
        if let descriptor { posix_spawn_file_actions_adddup2(&actions, descriptor.ours, descriptor.theirs) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let (argv, envp) = (arguments.map { strdup($0) } + [nil], environment.map { strdup($0) } + [nil])
        defer { (argv + envp).forEach { free($0) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, arguments[0], &actions, &attributes, argv, envp)
        guard code == 0 else { throw SiteError(text: "\(arguments[0]): \(String(cString: strerror(code)))") }
        return pid
    }

    private func text(_ name: String) -> String {
        String(decoding: FileManager.default.contents(atPath: folder + "/" + name) ?? Data(), as: UTF8.self)
    }
}
