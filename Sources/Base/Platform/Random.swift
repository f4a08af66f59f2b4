internal import CLinux

/// Randomness from the kernel, fit for secrets.
package enum Random {
    /// `count` random bytes.
    package static func bytes(_ count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            for index in 0..<count { unsafe buffer[index] = linux_random_byte() }
            filled = count
        }
    }

    /// `count` random hexadecimal digits, an even number.
    package static func hexadecimal(_ count: Int) -> String {
        precondition(count.isMultiple(of: 2), "half a byte is no random number")
        return unsafe String(unsafeUninitializedCapacity: count) { text in
            for index in stride(from: 0, to: count, by: 2) {
                let byte = linux_random_byte()
                unsafe text[index] = Hex.digit(byte >> 4)
                unsafe text[index + 1] = Hex.digit(byte & 15)
            }
            return count
        }
    }

    /// `count` characters of `A-Za-z0-9`, all equally likely: what WeChat allows in a nonce or a state.
    package static func alphanumeric(_ count: Int) -> String {
        unsafe String(unsafeUninitializedCapacity: count) { text in
            for index in 0..<count { unsafe text[index] = character(below(62)) }
            return count
        }
    }

    /// A number below `limit`, all equally likely. Values above the largest multiple of `limit` are rejected, since
    /// they would favour the first ones.
    private static func below(_ limit: UInt8) -> UInt8 {
        while true {
            let byte = linux_random_byte()
            if byte < UInt8.max / limit * limit { return byte % limit }
        }
    }

    private static func character(_ value: UInt8) -> UInt8 {
        switch value {
        case 0..<26: UInt8(ascii: "A") + value
        case 26..<52: UInt8(ascii: "a") + value - 26
        default: UInt8(ascii: "0") + value - 52
        }
    }
}
