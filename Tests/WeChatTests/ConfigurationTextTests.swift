import Foundation
import Testing

@testable import HTTP
@testable import Site
@testable import WeChat

@Suite("A configuration that a program of somebody's wrote")
struct ConfigurationTextTests {
    private static let text = ConfigurationFile.required + "[official_account]\ntoken = AAAAA ; 网关\n"

    static let forms: [(what: String, bytes: [UInt8])] = [
        ("a mark", [0xEF, 0xBB, 0xBF] + text.utf8), ("CRLF", Array(text.replacing("\n", with: "\r\n").utf8)),
        ("both", [0xEF, 0xBB, 0xBF] + text.replacing("\n", with: "\r\n").utf8),
        ("UTF-16, as Notepad's Unicode", [0xFF, 0xFE] + (text.data(using: .utf16LittleEndian) ?? Data())),
    ]

    @Test("is read as it was meant", arguments: forms.indices)
    func read(index: Int) throws {
        let (what, bytes) = Self.forms[index]
        let file = try ConfigurationFile("")
        try file.add("wechat.ini", bytes)
        let read = try file.read()
        #expect(read.publicURL.text == "https://www.example.com", "\(what)")
        #expect(read.officialAccount.token == Secret("AAAAA"), "\(what)")
    }

    @Test("is refused in another encoding, by its name and with the line")
    func refused() throws {
        let file = try ConfigurationFile("")
        try file.add("wechat.ini", Array("; a\n; ".utf8) + [0xCD, 0xF8, 0xB9, 0xD8, 0x0A] + Self.text.utf8.dropLast(8))
        #expect(file.faults() == ["wechat.ini:2: the line looks like GBK, and must be UTF-8"])
        try file.add("wechat.ini", [0xFF, 0xFE, 0, 0])
        #expect(file.faults() == ["wechat.ini: the file is UTF-32, and must be UTF-8"])
    }

    @Test("has secrets in files that are written likewise")
    func secrets() throws {
        let file = try ConfigurationFile(ConfigurationFile.required + "[official_account]\ntoken_file = token")
        let forms: [[UInt8]] = [
            [0xEF, 0xBB, 0xBF] + "word\r\n".utf8, Array("  word \t\n".utf8), Array("word\r".utf8),
            [0xFF, 0xFE, 0x77, 0, 0x6F, 0, 0x72, 0, 0x64, 0, 0x0D, 0, 0x0A, 0],
        ]
        for bytes in forms {
            try file.add("token", bytes)
            #expect(try file.read().officialAccount.token == Secret("word"), "\(bytes)")
        }
        try file.add("token", [0xD6, 0xD0, 0xCE, 0xC4])
        let line = "wechat.ini:4: [official_account] token_file: "
        #expect(file.faults() == [line + "token: read: line 1 looks like GBK, and must be UTF-8"])
        try file.add("token", [0xEF, 0xBB, 0xBF, 0x0D, 0x0A])
        #expect(file.faults() == [line + "token: the first line is empty"])
    }

    static let shapes: [(text: String, warnings: [String])] = [
        ("[official_account]\napp_id = wx0123456789abcdef\napp_secret = s\ntoken = abc", []),
        ("[official_account]\ntoken = " + String(repeating: "a", count: 32), []),
        ("[official_account]\ntoken = ab", ["token"]), ("[official_account]\ntoken = a-b_c", ["token"]),
        ("[official_account]\ntoken = " + String(repeating: "a", count: 33), ["token"]),
        ("[official_account]\ntoken = 令牌令牌", ["token"]),
        ("[official_account]\napp_id = gh0123456789abcdef\napp_secret = s", ["[official_account] app_id"]),
        ("[official_account]\napp_id = wx0123456789ABCDEF\napp_secret = s", ["[official_account] app_id"]),
        ("[mini_program]\napp_id = wx0123456789abcde\napp_secret = s", ["[mini_program] app_id"]),
        ("[mini_program]\napp_id = wx0123456789abcdeg\napp_secret = s", ["[mini_program] app_id"]),
        ("[login]\nopenid_login = open", ["openid_login"]), ("", []),
        ("[measurements]\npayment = simplified", ["[measurements] payment has no effect"]),
        ("[measurements]\npayment = free", ["[measurements] payment has no effect"]),
        ("[measurements]\npayment =", ["[measurements] payment has no effect"]),
    ]

    @Test("has warnings for what looks like nothing of WeChat's, which quote no secret", arguments: shapes.indices)
    func warnings(index: Int) throws {
        let (text, names) = Self.shapes[index]
        let warnings = try configuration(text).warnings
        #expect(warnings.count == names.count)
        for (warning, name) in zip(warnings, names) { #expect(warning.contains(name)) }
        #expect(!warnings.joined().contains("令牌") && !warnings.joined().contains("a-b"))
    }

    @Test("has a key of 43 letters and digits or a fault", arguments: [0, 42, 44])
    func key(length: Int) throws {
        let key = String(repeating: "a", count: length)
        let file = try ConfigurationFile(ConfigurationFile.required + "[official_account]\nencoding_aes_key = \(key)")
        let fault = "wechat.ini:4: [official_account] encoding_aes_key: must be 43 letters and digits"
        #expect(file.faults() == (length == 0 ? [] : [fault]))
    }
}
