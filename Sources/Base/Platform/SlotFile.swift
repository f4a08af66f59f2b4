internal import Glibc

/// A file of 64-bit numbers at fixed places, which the processes of one host read and write without locks. Each number
/// is always complete, and a place that was never written is 0.
package struct SlotFile: ~Copyable {
    private let file: FileDescriptor

    /// Opens the file, or creates it empty with mode 0600.
    package init(_ path: String) throws(FileSystemError) { file = try FileDescriptor(path, O_RDWR | O_CREAT) }

    /// Reads adjacent numbers. The corresponding C function is `pread`.
    package func read(_ count: Int, at place: Int) throws(FileSystemError) -> [UInt64] {
        var numbers = [UInt64](repeating: 0, count: count)
        let read = unsafe numbers.withUnsafeMutableBytes { buffer in
            unsafe pread(file.raw, buffer.baseAddress, buffer.count, off_t(place * 8))
        }
        guard read >= 0 else { throw .last("pread", "slots") }
        return numbers
    }

    /// The corresponding C function is `pwrite`.
    package func write(_ number: UInt64, at place: Int) throws(FileSystemError) {
        var number = number
        guard unsafe pwrite(file.raw, &number, 8, off_t(place * 8)) == 8 else { throw .last("pwrite", "slots") }
    }
}
