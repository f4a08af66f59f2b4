internal import CLinux
internal import Glibc

/// A program that this one started, in a session of its own.
///
/// It gets the given standard input, output and error, no other open file, no blocked or ignored signals, and a small
/// environment: under plain CGI, ours is full of what strangers sent.
struct ChildProcess: ~Copyable {
    /// Of the program, or of the process that supervises it.
    let id: pid_t

    /// The environment variables that are passed on.
    private static let passedOn = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "WECHAT_CONFIG"]
    /// Seconds that a supervisor has to end everything; it needs less.
    private static let patience = 3.0

    /// Starts a program that ends with this one, however this one ends. Its own children survive, unless it is
    /// supervised: then all of them end with the program, with this one, or with `end()`, even those that left the
    /// session or their parent. Only a program that kills its supervisor with SIGKILL escapes with its children.
    ///
    /// The corresponding C functions are `fork`, `execvpe` and, for the supervisor, `prctl` with
    /// `PR_SET_CHILD_SUBREAPER`.
    /// - Parameter errors: its standard error; nil: this program's.
    init(
        _ arguments: [String], input: borrowing FileDescriptor, output: borrowing FileDescriptor, errors: Int32? = nil,
        isSupervised: Bool
    ) throws(ChildProcessError) {
        var id: pid_t = 0
        var texts = unsafe (arguments.map { unsafe strdup($0) } + [nil])
        var environment = unsafe (ChildProcess.environment.map { unsafe strdup($0) } + [nil])
        defer { unsafe (texts + environment).forEach { unsafe free($0) } }
        let code = unsafe linux_spawn(
            &id, &texts, &environment, input.raw, output.raw, errors ?? -1, isSupervised ? 1 : 0)
        guard code == 0 else {
            // The fork did not get as far as running the program.
            if id > 0 { ChildProcess.wait(id) }
            throw ChildProcessError(code: code)
        }
        self.id = id
    }

    /// How it ended, or nil while it runs. The corresponding C function is `waitpid`.
    func status() -> ExitStatus? {
        var status: Int32 = 0
        return unsafe waitpid(id, &status, WNOHANG) == id ? ExitStatus(raw: status) : nil
    }

    /// Has the supervisor of a program that still runs end it and everything it started, and leaves no zombie.
    func end() {
        kill(id, SIGTERM)
        // In case the command has stopped it.
        kill(id, SIGCONT)
        let deadline = Deadline(after: ChildProcess.patience)
        while status() == nil {
            guard !deadline.hasPassed else {
                kill(id, SIGKILL)
                return ChildProcess.wait(id)
            }
            Deadline.sleep(0.001)
        }
    }

    static func wait(_ id: pid_t) {
        while waitpid(id, nil, 0) < 0 && errno == EINTR {}
    }

    private static var environment: [String] {
        var variables = passedOn.compactMap { name in Environment.value(name).map { "\(name)=\($0)" } }
        if Environment.value("PATH") == nil { variables.append("PATH=/usr/local/bin:/usr/bin:/bin") }
        return variables
    }
}

/// Why a program could not be started, by `errno`.
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
