internal import CLinux
internal import Glibc

/// A program that this one started, in a session of its own, so that it can be ended together with what it started.
///
/// It gets the given standard input and output, this program's standard error, no other open file, no blocked or ignored
/// signals, and a small environment: under plain CGI ours is full of what strangers sent.
struct ChildProcess: ~Copyable {
    let id: pid_t

    /// What of the environment is passed on.
    private static let passedOn = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "WECHAT_CONFIG"]

    /// It dies with this program, however that ends; what it has started itself does not.
    ///
    /// The corresponding C functions are `fork` and `execvpe`.
    init(_ arguments: [String], input: borrowing FileDescriptor, output: borrowing FileDescriptor)
        throws(ChildProcessError)
    {
        var id: pid_t = 0
        let code = ChildProcess.spawn(&id, arguments, input: input.raw, output: output.raw)
        guard code == 0 else {
            // It never became the program.
            if id > 0 { while waitpid(id, nil, 0) < 0 && errno == EINTR {} }
            throw ChildProcessError(code: code)
        }
        self.id = id
    }

    /// How it ended, or nil while it runs. The corresponding C function is `waitpid`.
    func status() -> ExitStatus? {
        var status: Int32 = 0
        return unsafe waitpid(id, &status, WNOHANG) == id ? ExitStatus(raw: status) : nil
    }

    /// Ends what is left of its session's process group, at once.
    func killGroup() { kill(-id, SIGKILL) }

    /// Ends it and all of its group, and leaves no zombie.
    func end() {
        killGroup()
        kill(id, SIGKILL)
        while waitpid(id, nil, 0) < 0 && errno == EINTR {}
    }

    private static func spawn(_ id: inout pid_t, _ arguments: [String], input: Int32, output: Int32) -> Int32 {
        var texts = unsafe (arguments.map { unsafe strdup($0) } + [nil])
        var environment = unsafe (ChildProcess.environment.map { unsafe strdup($0) } + [nil])
        defer { unsafe (texts + environment).forEach { unsafe free($0) } }
        return unsafe linux_spawn(&id, &texts, &environment, input, output)
    }

    private static var environment: [String] {
        var variables = passedOn.compactMap { name in Environment.value(name).map { "\(name)=\($0)" } }
        if Environment.value("PATH") == nil { variables.append("PATH=/usr/local/bin:/usr/bin:/bin") }
        return variables
    }
}

/// A program could not be started: `errno` says why.
struct ChildProcessError: Error, CustomStringConvertible {
    let code: Int32

    var description: String { unsafe String(cString: strerror(code)) }
}

/// How a program ended.
struct ExitStatus: CustomStringConvertible {
    let raw: Int32

    var isSuccess: Bool { raw == 0 }

    var description: String {
        let signal = raw & 0x7F
        return signal == 0 ? "exit status \((raw >> 8) & 0xFF)" : "signal \(signal)"
    }
}
