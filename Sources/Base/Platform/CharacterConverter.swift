internal import Glibc

/// Converts a text in another encoding to UTF-8, piece by piece, with the host's C library.
///
/// An invalid character becomes the byte FF, which UTF-8 never contains, so that whoever reads the lines finds the
/// place. The corresponding C function is `iconv`.
@safe final class CharacterConverter {
    private let handle: iconv_t
    /// The start of a character whose end is in the next piece.
    private var rest: [UInt8] = []

    /// Nil when the host cannot convert from that encoding. glibc keeps most encodings in separate files (`gconv`),
    /// which a small image may lack.
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

    /// One call: how many bytes it read, and the error at which it stopped; 0 when everything was read.
    private func convert(_ input: inout [UInt8], from start: Int, to output: inout [UInt8]) -> (read: Int, error: Int32)
    {
        // No character is more than twice as long in UTF-8. If one were, the call would end with E2BIG and be repeated.
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
