internal import Glibc

/// Random bytes of the kernel, fetched for several requests at a time.
///
/// A byte is overwritten as it is handed out: no memory tells later what a secret was made of. A process never shares its
/// pool: Swift has no fork without exec.
struct RandomPool {
    private var bytes = InlineArray<256, UInt8>(repeating: 0)
    private var left = 0

    /// One byte, each value as likely as any other.
    mutating func next() -> UInt8 {
        if left == 0 { refill() }
        left -= 1
        let byte = bytes[left]
        bytes[left] = 0
        return byte
    }

    /// A number below `limit`, each as likely as any other: what lies above the largest multiple of `limit` would favour the
    /// first ones.
    mutating func next(below limit: UInt8) -> UInt8 {
        while true {
            let byte = next()
            if byte < UInt8.max / limit * limit { return byte % limit }
        }
    }

    private mutating func refill() {
        var span = bytes.mutableSpan
        unsafe span.withUnsafeMutableBytes { unsafe RandomPool.fill($0) }
        left = bytes.count
    }

    /// Fills a buffer with random bytes.
    ///
    /// The corresponding C function is `getentropy`, which gives at most 256 bytes a call. It fails only on a kernel
    /// without the system call; there, no secret can be made, so the program ends.
    static func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        var filled = 0
        while filled < buffer.count {
            let part = min(256, buffer.count - filled)
            guard let start = buffer.baseAddress, unsafe getentropy(start + filled, part) == 0 else {
                fatalError("getentropy: this kernel has no random numbers")
            }
            filled += part
        }
    }
}
