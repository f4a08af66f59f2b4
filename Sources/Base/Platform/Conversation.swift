internal import CLinux
internal import Glibc

/// One run of a command: writes and reads in parallel until it has exited.
final class Conversation {
    private let child: ChildProcess
    private var input: FileDescriptor?
    private var output: FileDescriptor?
    private var errors: FileDescriptor?
    private var errorLines: ErrorLines
    private var toWrite: ArraySlice<UInt8>
    private var received: [UInt8] = []
    private let mostOutput: Int
    /// Whether it was waited for: its process id may belong to another process by now.
    private var hasExited = false

    /// The longest time between two looks at whether the child has exited, in milliseconds.
    private static let slice = 20.0
    /// Pieces of standard error that are read before the deadline is checked again.
    private static let mostErrorReads = 16

    init(
        _ child: consuming ChildProcess, input: consuming FileDescriptor, output: consuming FileDescriptor,
        errors: consuming FileDescriptor, toWrite: [UInt8], mostOutput: Int, _ errorLines: ErrorLines
    ) {
        self.child = child
        self.input = consume input
        self.output = consume output
        self.errors = consume errors
        self.errorLines = errorLines
        self.toWrite = toWrite[...]
        self.mostOutput = mostOutput
    }

    func finish(_ deadline: Deadline) throws(ExternalCommandError) -> [UInt8] {
        defer { errorLines.end() }
        do throws(ExternalCommandError) {
            while true {
                // Check for the exit first: everything written before it can then be read.
                let status = child.status()
                hasExited = status != nil
                try exchange()
                if let status {
                    guard status.isSuccess else { throw .failed("\(status)") }
                    return received
                }
                guard !deadline.hasPassed else { throw .late }
                wait(deadline)
            }
        } catch {
            if !hasExited {
                child.end()
                try? readErrors()
            }
            throw error
        }
    }

    /// Waits until something can be read or written, or for a moment.
    private func wait(_ deadline: Deadline) {
        let milliseconds = Int32(min(Conversation.slice, deadline.remaining * 1000 + 1))
        var watched = [
            pollfd(fd: input?.raw ?? -1, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: output?.raw ?? -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors?.raw ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        // With the first two closed only the exit is missing, and it comes at once.
        _ = unsafe poll(&watched, 3, input == nil && output == nil ? min(milliseconds, 1) : milliseconds)
    }

    private func exchange() throws(ExternalCommandError) {
        do throws(FileSystemError) {
            try write()
        } catch { throw .failed("\(error)") }
        try read()
        try readErrors()
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
    /// Reads all of standard error that is available, so that nobody who writes to it has to wait.
    private func readErrors() throws(ExternalCommandError) {
        for _ in 0..<Conversation.mostErrorReads where errors != nil {
            let part: [UInt8]?
            do throws(FileSystemError) { part = try errors?.readAvailable(65_536) } catch { throw .failed("\(error)") }
            guard let part else { return }
            if part.isEmpty { errors = nil } else { errorLines.take(part) }
        }
    }
}
