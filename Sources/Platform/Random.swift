internal import Glibc

/// Randomness from the kernel, fit for secrets.
package enum Random {
    private static let hexadecimalDigits = Array("0123456789abcdef".utf8)
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// `count` random bytes.
    ///
    /// The corresponding C function is `getentropy`, which gives at most 256 bytes a call. It fails only on a kernel
    /// without the system call; there, no secret can be made, so the program ends.
    package static func bytes(_ count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let part = min(256, count - filled)
                guard let start = buffer.baseAddress, unsafe getentropy(start + filled, part) == 0 else {
                    fatalError("getentropy: this kernel has no random numbers")
                }
                filled += part
            }
        }
    }

    /// `count` random hexadecimal digits, an even number.
    package static func hexadecimal(_ count: Int) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(count)
        for byte in bytes(count / 2) {
            text.append(hexadecimalDigits[Int(byte >> 4)])
            text.append(hexadecimalDigits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// `count` characters out of `A-Za-z0-9`, each as likely as any other: what WeChat allows in a nonce or a state.
    package static func alphanumeric(_ count: Int) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(count)
        while text.count < count {
            // 248 is the largest multiple of 62 in a byte; what lies above it would favour the first letters.
            for byte in bytes(count - text.count + 4) where byte < 248 && text.count < count {
                text.append(alphabet[Int(byte) % alphabet.count])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
