internal import CLinux
internal import Glibc

/// A program of the operator's: bytes in, bytes out, within a deadline. No shell is involved.
package struct ExternalCommand: Sendable {
    /// The program, by path or as found in `PATH`, and its arguments.
    package let arguments: [String]

    package init(_ arguments: [String]) { self.arguments = arguments }

    /// Runs it once: gives it `input`, and takes what it writes until it exits with status 0.
    ///
    /// When it is late or writes too much, it and all it started are killed. What it leaves behind when it exits is killed too,
    /// also what has left its session.
    ///
    /// - Parameters:
    ///   - mostOutput: bytes.
    ///   - log: takes what it writes to its standard error, line by line, with its name in front; some kilobytes of it.
    package func run(
        _ input: [UInt8], deadline: Deadline, mostOutput: Int,
        log: @escaping (String) -> Void = { StandardStreams.log($0) }
    ) throws(ExternalCommandError) -> [UInt8] {
        // Writing to a program that reads no more must be an error and not this program's end.
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

/// Why an external command gave nothing.
package enum ExternalCommandError: Error, Sendable, Equatable, CustomStringConvertible {
    case notStarted(String)
    /// The deadline passed; it was killed.
    case late
    /// It wrote more than it may, in bytes; it was killed.
    case tooMuchOutput(limit: Int)
    /// It exited with another status than 0, or by a signal.
    case failed(String)

    package var description: String {
        switch self {
        case .notStarted(let reason): "could not be started: \(reason)"
        case .late: "was not done in time, and was killed"
        case .tooMuchOutput(let limit): "wrote more than \(limit) bytes, and was killed"
        case .failed(let reason): "failed: \(reason)"
        }
    }
}
