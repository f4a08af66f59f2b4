import Glibc
import Platform

/// Bytes as a file without a name, which lies in memory and goes with this object.
final class TemporaryBytes {
    let path: String
    private let descriptor: Int32

    init(_ bytes: [UInt8]) throws {
        let name = "/dev/shm/wechat-fuzz-\(getpid())-\(Random.hexadecimal(8))"
        descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        unlink(name)
        guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count else {
            throw BrokenPromise("\(name): \(errno)")
        }
        path = "/proc/self/fd/\(descriptor)"
    }

    deinit { close(descriptor) }
}
