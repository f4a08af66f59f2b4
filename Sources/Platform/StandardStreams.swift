internal import Glibc

/// Standard input, output and error of a program that runs under plain CGI or in a terminal.
package enum StandardStreams {
    /// Up to `count` bytes of standard input; fewer only at its end or when it cannot be read.
    package static func read(_ count: Int) -> [UInt8] {
        let input = FileDescriptor(standard: 0)
        var content: [UInt8] = []
        while content.count < count, let part = try? input.read(count - content.count), !part.isEmpty {
            content += part
        }
        return content
    }

    /// Sends bytes to standard output. The first failure is kept as `loss`, and what follows it is not written.
    package static func write(_ bytes: [UInt8]) {
        guard loss == nil else { return }
        do throws(FileSystemError) { try FileDescriptor(standard: 1).write(bytes) } catch {
            firstLoss.withLock { $0 = $0 ?? error }
        }
    }

    /// Why standard output lacks something that was written; nil: it lacks nothing.
    package static var loss: FileSystemError? { firstLoss.withLock { $0 } }

    private static let firstLoss = Shared<FileSystemError?>(nil)

    /// To be called first by a program whose output matters. A reader that went away fails a write, like a full disk, and
    /// does not end the program amid its work. And a stream that the program was started without is taken by one that
    /// neither reads nor writes: else the next file that is opened would be in its place, and get the output.
    /// The corresponding C functions are `signal` and `open`.
    package static func takeCare() {
        _ = signal(SIGPIPE, SIG_IGN)
        for raw: Int32 in 0...2 where fcntl(raw, F_GETFD) < 0 {
            _ = unsafe open("/dev/null", raw == 0 ? O_WRONLY : O_RDONLY)
        }
    }

    /// Sends a line, or several, to standard error. Whatever foreign text is in it, a terminal shows it as it is.
    package static func log(_ line: String) { show(TerminalText.harmless(line, keepsLines: true) + "\n") }

    /// Says on standard error why, and ends the program with status 1. The corresponding C function is `exit`.
    package static func fail(_ line: String) -> Never {
        log(line)
        exit(1)
    }

    /// Sends text to standard error as it is, without an end of line.
    package static func show(_ text: String) { try? FileDescriptor(standard: 2).write(Array(text.utf8)) }

    /// Whether somebody sees standard error as it is written. The corresponding C function is `isatty`.
    package static var hasWatcher: Bool { isatty(2) == 1 }
}
