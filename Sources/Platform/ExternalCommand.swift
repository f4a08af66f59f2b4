internal import CLinux
internal import Glibc

/// A program of the operator's: bytes in, bytes out, within a deadline. No shell is involved.
package struct ExternalCommand: Sendable {
    /// The program, by path or as found in `PATH`, and its arguments.
    package let arguments: [String]

    package init(_ arguments: [String]) { self.arguments = arguments }

    /// Runs it once: gives it `input`, and takes what it writes until it exits with status 0.
    ///
    /// When it is late, writes too much or fails, it and all it started are killed. What it leaves behind in its process
    /// group when it exits is killed too. Its standard error is this program's.
    ///
    /// - Parameter mostOutput: bytes.
    package func run(
        _ input: [UInt8], deadline: Deadline, mostOutput: Int
    ) throws(ExternalCommandError) -> [UInt8] {
        // Writing to a program that reads no more must be an error and not this program's end.
        let wasBlocked = linux_block_broken_pipes()
        defer { linux_unblock_broken_pipes(wasBlocked) }
        let conversation = try start(input, mostOutput: mostOutput)
        return try conversation.finish(deadline)
    }

    private func start(_ input: [UInt8], mostOutput: Int) throws(ExternalCommandError) -> Conversation {
        guard let program = arguments.first, !program.isEmpty else { throw .notStarted("no program is named") }
        do throws(FileSystemError) {
            let toChild = try Pipe()
            let fromChild = try Pipe()
            try toChild.writeEnd.becomeNonBlocking()
            try fromChild.readEnd.becomeNonBlocking()
            let child: ChildProcess
            do throws(ChildProcessError) {
                child = try ChildProcess(arguments, input: toChild.readEnd, output: fromChild.writeEnd)
            } catch { throw FileSystemError(operation: "run", path: program, message: "\(error)") }
            return Conversation(
                child, input: toChild.keepWriteEnd(), output: fromChild.keepReadEnd(), toWrite: input,
                mostOutput: mostOutput)
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

/// One run of a command: writing and reading side by side, until it has exited.
private final class Conversation {
    private let child: ChildProcess
    private var input: FileDescriptor?
    private var output: FileDescriptor?
    private var toWrite: ArraySlice<UInt8>
    private var received: [UInt8] = []
    private let mostOutput: Int
    /// Whether it was waited for: then its number may be another's by now.
    private var hasExited = false

    /// The longest time between two looks at whether the child has exited, in milliseconds.
    private static let slice = 20.0

    init(
        _ child: consuming ChildProcess, input: consuming FileDescriptor, output: consuming FileDescriptor,
        toWrite: [UInt8], mostOutput: Int
    ) {
        self.child = child
        self.input = consume input
        self.output = consume output
        self.toWrite = toWrite[...]
        self.mostOutput = mostOutput
    }

    func finish(_ deadline: Deadline) throws(ExternalCommandError) -> [UInt8] {
        do throws(ExternalCommandError) {
            while true {
                // The exit is looked for first: what was written before it is then there to be read.
                let status = child.status()
                hasExited = status != nil
                try exchange()
                if let status { return try conclude(status) }
                guard !deadline.hasPassed else { throw .late }
                wait(deadline)
            }
        } catch {
            if hasExited { child.killGroup() } else { child.end() }
            throw error
        }
    }

    private func conclude(_ status: ExitStatus) throws(ExternalCommandError) -> [UInt8] {
        child.killGroup()
        guard status.isSuccess else { throw .failed("\(status)") }
        return received
    }

    /// Waits until something can be read or written, or for a moment.
    private func wait(_ deadline: Deadline) {
        let milliseconds = Int32(min(Conversation.slice, deadline.remaining * 1000 + 1))
        var watched = [pollfd(fd: -1, events: 0, revents: 0), pollfd(fd: -1, events: 0, revents: 0)]
        if let raw = input?.raw { watched[0] = pollfd(fd: raw, events: Int16(POLLOUT), revents: 0) }
        if let raw = output?.raw { watched[1] = pollfd(fd: raw, events: Int16(POLLIN), revents: 0) }
        // With both ends closed only the exit is left to come, and it comes at once.
        _ = unsafe poll(&watched, 2, input == nil && output == nil ? min(milliseconds, 1) : milliseconds)
    }

    private func exchange() throws(ExternalCommandError) {
        do throws(FileSystemError) {
            try write()
        } catch { throw .failed("\(error)") }
        try read()
    }

    private func write() throws(FileSystemError) {
        while !toWrite.isEmpty, let written = try input?.writeAvailable(toWrite) {
            guard written > 0 else { return }
            toWrite = toWrite.dropFirst(written)
        }
        input = nil
    }

    private func read() throws(ExternalCommandError) {
        while output != nil {
            let part: [UInt8]?
            do throws(FileSystemError) { part = try output?.readAvailable(65_536) } catch { throw .failed("\(error)") }
            guard let part else { return }
            if part.isEmpty { output = nil }
            received += part
            guard received.count <= mostOutput else { throw .tooMuchOutput(limit: mostOutput) }
        }
    }
}
