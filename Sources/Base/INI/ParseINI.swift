/// Reads an INI text: UTF-8, lines ending in LF or CRLF.
///
/// A line that starts with `;` or `#` is a comment, and so is what follows a `;` after white space. Key and value stand
/// on either side of the first `=` or `:`. An indented line continues the value above. Strict: a key that is set twice
/// and bytes that are not text are errors. Lines and names may be of any length.
package func parseINI(_ text: [UInt8]) throws(INIError) -> [INIEntry] {
    var parse = INIParse()
    for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) { try parse.take(line) }
    return parse.entries
}
