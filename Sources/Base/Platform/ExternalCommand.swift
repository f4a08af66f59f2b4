internal import CLinux
internal import Glibc

/// The operator's own program: bytes in, bytes out, within a deadline. No shell is involved.
package struct ExternalCommand: Sendable {
    /// The program, as a path or a name to find in `PATH`, and its arguments.
    package let arguments: [String]

    package init(_ arguments: [String]) { self.arguments = arguments }

    /// Runs it once: passes `input`, and returns its output when it exits with status 0.
    ///
    /// When it is late or writes too much, it and everything it started is killed. So is everything it leaves behind
    /// when it exits, even outside its session.
    ///
    /// - Parameters:
    ///   - mostOutput: bytes.
    ///   - log: receives its standard error, line by line, with its name in front; some kilobytes at most.
    package func run(
        _ input: [UInt8], deadline: Deadline, mostOutput: Int,
        log: @escaping (String) -> Void = { StandardStreams.log($0) }
    ) throws(ExternalCommandError) -> [UInt8] {
        // Writing to a program that no longer reads must be an error, not the end of this program.
        let wasBlocked = linux_block_broken_pipes()
        defer { linux_unblock_broken_pipes(wasBlocked) }
        let conversation = try start(input, mostOutput: mostOutput, log)
        return try conversation.finish(deadline)
    }

    private func start(
        _ input: [UInt8], mostOutput: Int, _ log: @escaping (String) -> Void
    ) throws(ExternalCommandError) -> Conversation {
        guard let program = arguments.first, !program.isEmpty else { throw .notStarted("no program is named") }
        do throws(FileSystemError) {
            let toChild = try Pipe()
            let fromChild = try Pipe()
            let complaints = try Pipe()
            try toChild.writeEnd.becomeNonBlocking()
            try fromChild.readEnd.becomeNonBlocking()
            try complaints.readEnd.becomeNonBlocking()
            let child: ChildProcess
            do throws(ChildProcessError) {
                child = try ChildProcess(
                    arguments, input: toChild.readEnd, output: fromChild.writeEnd, errors: complaints.writeEnd.raw,
                    isSupervised: true)
            } catch { throw FileSystemError(operation: "run", path: program, message: "\(error)") }
            return Conversation(
                child, input: toChild.keepWriteEnd(), output: fromChild.keepReadEnd(),
                errors: complaints.keepReadEnd(), toWrite: input, mostOutput: mostOutput,
                ErrorLines(of: program, log))
        } catch { throw .notStarted("\(error)") }
    }
}

/// Why an external command returned nothing.
package enum ExternalCommandError: Error, Sendable, Equatable, CustomStringConvertible {
    case notStarted(String)
    /// The deadline passed; it was killed.
    case late
    /// It wrote more than it may, in bytes; it was killed.
    case tooMuchOutput(limit: Int)
    /// It exited with a status other than 0, or was ended by a signal.
    case failed(String)

    package var description: String {
        switch self {
        case .notStarted(let reason): "could not be started: \(reason)"
        case .late: "did not finish in time, and was killed"
        case .tooMuchOutput(let limit): "wrote more than \(limit) bytes, and was killed"
        case .failed(let reason): "failed: \(reason)"
        }
    }
}
