/// The error correction of QR codes: Reed-Solomon over GF(256) with the polynomial x⁸ + x⁴ + x³ + x² + 1.
enum ReedSolomon {
    /// The `count` bytes that belong to these.
    static func parity(_ data: [UInt8], count: Int) -> [UInt8] {
        let generator = generator(count)
        var rest = [UInt8](repeating: 0, count: count)
        for byte in data {
            let factor = byte ^ rest.removeFirst()
            rest.append(0)
            for index in 0..<count { rest[index] ^= product(generator[index], factor) }
        }
        return rest
    }

    /// The product of (x - 2⁰) … (x - 2ⁿ⁻¹), without the leading 1.
    private static func generator(_ count: Int) -> [UInt8] {
        var factors = [UInt8](repeating: 0, count: count - 1) + [1]
        var root: UInt8 = 1
        for _ in 0..<count {
            for index in 0..<count {
                factors[index] = product(factors[index], root) ^ (index + 1 < count ? factors[index + 1] : 0)
            }
            root = product(root, 2)
        }
        return factors
    }

    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var result: UInt16 = 0
        for bit in 0..<8 where right >> bit & 1 == 1 { result ^= UInt16(left) << bit }
        for bit in (8..<15).reversed() where result >> bit & 1 == 1 { result ^= 0x11D << (bit - 8) }
        return UInt8(result)
    }
}
