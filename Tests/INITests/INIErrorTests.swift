import Testing

@testable import INI

struct INIErrorTests {
    @Test(
        "The first fault is an error that names its line and quotes no value",
        arguments: [
            ("a = 1\n[section\nb = 2", 2, "a section header has no ]"),
            ("a = 1\n\nsecret", 3, "a line has no ="),
            ("secret ; = comment", 1, "a line has no ="),
            ("= secret", 1, "a key is missing before the value"),
            (": secret", 1, "a key is missing before the value"),
            ("key ;= secret", 1, "a line has no ="),
            ("key\r= a\r\nsecret\r\n", 2, "a line has no ="),
            ("KEY = 1\nkey = 2\nKEY = secret", 3, "KEY is already set on line 1"),
            ("\u{FEFF}a = 1\n\u{FEFF}; b", 2, "a line has no ="),
            ("  a = secret", 1, "an indented line has no value above it to continue; a key starts at the left edge"),
            ("  secret", 1, "a line has no ="),
            ("a = 1\n  \0", 2, "a line contains a NUL byte"),
            ("\u{FEFF}[section", 1, "a section header has no ]"),
            ("[section ; ]", 1, "a section header has no ]"),
            ("a = 1\n\nb = secret\na = 2", 4, "a is already set on line 1"),
            ("[s]\na = 1\n[t]\na = 1\n[s]\na = 2", 6, "a is already set on line 2"),
            ("a = 1\n  2\na = secret", 3, "a is already set on line 1"),
            ("a = 1\nb = se\0cret", 2, "a line contains a NUL byte"),
            ("a = 1\n; \0", 2, "a line contains a NUL byte"),
            (
                "[s]\n  a = secret\n  b = 2", 2,
                "an indented line has no value above it to continue; a key starts at the left edge"
            ),
            (
                "[s]\na = 1\n[s]\n  b = 2", 4,
                "an indented line has no value above it to continue; a key starts at the left edge"
            ),
            ("secret\na = 1\na = 2", 1, "a line has no ="),
            ("a = 1\na = 2\nsecret", 2, "a is already set on line 1"),
        ])
    func faults(text: String, line: Int, message: String) {
        #expect(throws: INIError(line: line, message: message)) { try parseINI(Array(text.utf8)) }
    }

    @Test(
        "Bytes that are not UTF-8 are an error, in a comment too",
        arguments: ["key = ", "; ", "[", "  "],
        [[0xB9, 0xAB], [0xC0, 0xBD], [0xED, 0xA0, 0x80], [0xE4, 0xB8]] as [[UInt8]])
    func encoding(start: String, bytes: [UInt8]) {
        let error = INIError(line: 2, message: "a line is not UTF-8")
        #expect(throws: error) { try parseINI(Array("a = 1\n\(start)".utf8) + bytes) }
    }

    @Test("An error reads as a sentence that starts with its line")
    func description() {
        #expect(String(describing: INIError(line: 7, message: "a line has no =")) == "line 7: a line has no =")
    }
}
