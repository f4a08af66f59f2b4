internal import CInih

/// Reads an INI text: UTF-8 without byte order mark, lines ending in LF or CRLF.
///
/// Lines starting with `;` or `#` are comments, and so is what follows a `;` after white space. An indented line
/// continues the value above. This is stricter than libinih alone, which truncates long lines and names, accepts a key
/// twice, and does not object to bytes that are not text: here these are errors.
///
/// The corresponding C function is `ini_parse_stream`.
package func parseINI(_ text: [UInt8]) throws(INIError) -> [INIEntry] {
    var parse = INIParse(text)
    let faultyLine = unsafe withUnsafeMutablePointer(to: &parse) { parse in
        unsafe ini_parse_stream(
            { buffer, capacity, context in
                guard let start = unsafe buffer, let parse = unsafe INIParse.at(context) else { return nil }
                let line = unsafe UnsafeMutableBufferPointer(start: start, count: Int(capacity))
                return unsafe parse.pointee.feedLine(into: line) ? start : nil
            },
            parse,
            { context, section, key, value in
                guard let parse = unsafe INIParse.at(context) else { return 0 }
                return unsafe parse.pointee.take(string(section), string(key), string(value)) ? 1 : 0
            },
            parse)
    }
    return try parse.result(faultyLine: Int(faultyLine))
}

extension INIParse {
    fileprivate static func at(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<INIParse>? {
        unsafe context?.assumingMemoryBound(to: INIParse.self)
    }
}

private func string(_ text: UnsafePointer<CChar>?) -> String {
    unsafe text.map { unsafe String(cString: $0) } ?? ""
}
