internal import Glibc

/// Standard input, output and error of a program under plain CGI or in a terminal.
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

    /// Writes bytes to standard output. The first failure is kept as `loss`; nothing more is written after it.
    package static func write(_ bytes: [UInt8]) {
        guard loss == nil else { return }
        do throws(FileSystemError) { try FileDescriptor(standard: 1).write(bytes) } catch {
            firstLoss.withLock { $0 = $0 ?? error }
        }
    }

    /// Why output was lost; nil when none was.
    package static var loss: FileSystemError? { firstLoss.withLock { $0 } }

    private static let firstLoss = Shared<FileSystemError?>(nil)

    /// A program whose output matters calls this first. A reader that went away then fails a write, like a full disk,
    /// instead of ending the program. A stream that the program was started without is replaced by one that neither
    /// reads nor writes; otherwise the next file that is opened would take its place and receive the output. The
    /// corresponding C functions are `signal` and `open`.
    package static func takeCare() {
        _ = signal(SIGPIPE, SIG_IGN)
        for raw: Int32 in 0...2 where fcntl(raw, F_GETFD) < 0 {
            _ = unsafe open("/dev/null", raw == 0 ? O_WRONLY : O_RDONLY)
        }
    }

    /// Writes one or more lines to standard error. Foreign text in them cannot control the terminal.
    package static func log(_ line: String) { show(TerminalText.harmless(line, keepsLines: true) + "\n") }

    /// Writes the reason to standard error and ends the program with status 1. The corresponding C function is `exit`.
    package static func fail(_ line: String) -> Never {
        log(line)
        exit(1)
    }

    /// Writes text to standard error unchanged, without a line end.
    package static func show(_ text: String) { try? FileDescriptor(standard: 2).write(Array(text.utf8)) }

    /// Whether standard error is a terminal. The corresponding C function is `isatty`.
    package static var hasWatcher: Bool { isatty(2) == 1 }
}
