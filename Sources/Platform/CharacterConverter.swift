internal import Glibc

/// Makes UTF-8 of a text in another encoding, piece by piece, as the host's C library does it.
///
/// What is no character there becomes the byte FF, which no UTF-8 has: whoever reads the lines finds the place.
/// The corresponding C function is `iconv`.
@safe final class CharacterConverter {
    private let handle: iconv_t
    /// The start of a character whose end is in the next piece.
    private var rest: [UInt8] = []

    /// Nil when the host cannot convert from there. glibc keeps most encodings in files of their own (`gconv`), which a small
    /// image may lack.
    init?(from encoding: TextEncoding) {
        guard let handle = unsafe iconv_open("UTF-8", encoding.rawValue), Int(bitPattern: handle) != -1 else {
            return nil
        }
        unsafe self.handle = unsafe handle
    }

    deinit { unsafe iconv_close(handle) }

    func convert(_ piece: [UInt8], isLast: Bool) -> [UInt8] {
        var input = rest + piece
        var output: [UInt8] = []
        var start = 0
        while start < input.count {
            let (read, error) = convert(&input, from: start, to: &output)
            start += read
            if error == EINVAL && !isLast { break }
            if error != 0 && error != E2BIG {
                output.append(0xFF)
                start += 1
            }
        }
        rest = Array(input[start...])
        return output
    }

    /// As far as one call goes: how many bytes it read, and why it ended there; 0: all is read.
    private func convert(_ input: inout [UInt8], from start: Int, to output: inout [UInt8]) -> (read: Int, error: Int32)
    {
        // No character takes twice as many bytes in UTF-8; if one did, the call would end with E2BIG and be made again.
        let room = (input.count - start) * 2 + 16
        var (inputLeft, error) = (input.count - start, Int32(0))
        let converted = unsafe [UInt8](unsafeUninitializedCapacity: room) { target, filled in
            var outputLeft = room
            unsafe input.withUnsafeMutableBytes { source in
                var from = unsafe source.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self)
                var to = unsafe UnsafeMutableRawPointer(target.baseAddress)?.assumingMemoryBound(to: CChar.self)
                if unsafe iconv(handle, &from, &inputLeft, &to, &outputLeft) == -1 { error = errno }
            }
            filled = room - outputLeft
        }
        output += converted
        return (input.count - start - inputLeft, error)
    }
}
