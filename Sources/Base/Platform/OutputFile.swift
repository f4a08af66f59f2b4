internal import Glibc

/// A new file with mode 0600, or standard output, written in large pieces.
///
/// The first failure is kept and thrown at the end; nothing more is written after it.
package final class OutputFile {
    private static let piece = 1 << 18

    private let file: FileDescriptor
    private let isStandard: Bool
    private var waiting: [UInt8] = []
    private var failure: FileSystemError?

    /// - Parameter path: of a file that must not exist yet; `-` for standard output.
    package init(_ path: String) throws(FileSystemError) {
        isStandard = path == "-"
        file = isStandard ? FileDescriptor(standard: 1) : try FileDescriptor(path, O_WRONLY | O_CREAT | O_EXCL)
    }

    package func write(_ bytes: [UInt8]) {
        waiting += bytes
        if waiting.count >= OutputFile.piece { flush() }
    }

    /// Writes the rest, and makes a file survive a power cut.
    package func finish() throws(FileSystemError) {
        flush()
        if let failure { throw failure }
        if !isStandard { try file.synchronize() }
    }

    private func flush() {
        guard failure == nil else { return waiting = [] }
        do throws(FileSystemError) { try file.write(waiting) } catch { failure = error }
        waiting.removeAll(keepingCapacity: true)
    }
}
