internal import Glibc

/// An open file, closed when it goes out of scope, unless it is standard input, output or error.
struct FileDescriptor: ~Copyable {
    let raw: Int32
    let path: String
    private let isStandard: Bool

    /// Opens `path`; programs that this one starts do not inherit it. The corresponding C function is `open`.
    init(_ path: String, _ flags: Int32, mode: mode_t = 0o600) throws(FileSystemError) {
        let raw = unsafe Glibc.open(path, flags | O_CLOEXEC, mode)
        guard raw >= 0 else { throw .last("open", path) }
        self.raw = raw
        self.path = path
        isStandard = false
    }

    /// Standard input, output or error: 0, 1 or 2.
    init(standard raw: Int32) {
        self.raw = raw
        path = "standard " + (raw == 0 ? "input" : raw == 1 ? "output" : "error")
        isStandard = true
    }

    /// Takes ownership of a descriptor that was opened elsewhere; `name` is for errors.
    init(owning raw: Int32, _ name: String) {
        self.raw = raw
        path = name
        isStandard = false
    }

    deinit {
        if !isStandard { Glibc.close(raw) }
    }

    /// Reads to the end, at most `limit` bytes.
    func readAll(limit: Int) throws(FileSystemError) -> [UInt8] {
        var content: [UInt8] = []
        while true {
            let chunk = try read(65_536)
            if chunk.isEmpty { return content }
            content += chunk
            guard content.count <= limit else {
                throw FileSystemError(operation: "read", path: path, message: "larger than \(limit) bytes")
            }
        }
    }

    /// Reads at least one byte and at most `count`, or none at the end. The corresponding C function is `read`.
    func read(_ count: Int) throws(FileSystemError) -> [UInt8] {
        var result = 0
        let chunk = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            repeat { result = unsafe Glibc.read(raw, buffer.baseAddress, count) } while result < 0 && errno == EINTR
            filled = max(0, result)
        }
        guard result >= 0 else { throw .last("read", path) }
        return chunk
    }

    /// Writes all of `bytes`. The corresponding C function is `write`.
    func write(_ bytes: [UInt8]) throws(FileSystemError) {
        var sent = 0
        while sent < bytes.count {
            let result = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(raw, buffer.baseAddress?.advanced(by: sent), bytes.count - sent)
            }
            if result < 0 && errno != EINTR { throw .last("write", path) }
            sent += max(0, result)
        }
    }

    /// Makes written data survive a power cut. The corresponding C function is `fsync`.
    func synchronize() throws(FileSystemError) {
        guard fsync(raw) == 0 else { throw .last("fsync", path) }
    }

    /// Whether `path` still names this file. The corresponding C function is `fstat`.
    func isAt(_ path: String) -> Bool {
        var own = stat()
        guard unsafe fstat(raw, &own) == 0, let named = FileSystem.status(path) else { return false }
        return own.st_ino == named.st_ino && own.st_dev == named.st_dev
    }
}
