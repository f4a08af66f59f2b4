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

    /// Sends bytes to standard output. A reader that went away is no error.
    package static func write(_ bytes: [UInt8]) { try? FileDescriptor(standard: 1).write(bytes) }

    /// Sends a line to standard error.
    package static func log(_ line: String) { try? FileDescriptor(standard: 2).write(Array((line + "\n").utf8)) }

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
