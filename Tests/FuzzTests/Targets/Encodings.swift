import Crypto
import HTTP
import Platform

/// Ways to write bytes as characters, and characters as bytes.
enum Encodings {
    static func checkBase64(_ bytes: [UInt8]) throws {
        try promise(Base64.decode(Base64.encode(bytes)) == bytes, "Base64 of anything comes back")
        try promise(Base64URL.decode(Base64URL.encode(bytes)) == bytes, "Base64url of anything comes back")
        try promise(Base62.decode(Base62.encode(bytes)) == bytes, "Base62 of anything comes back")
        try promise(Hex.decode(Hex.encode(bytes)) == bytes, "hexadecimal digits of anything come back")
        let text = String(decoding: bytes, as: UTF8.self)
        if let read = Base64.decode(text) {
            try promise(
                Base64.decode(Base64.encode(read)) == read && read.count <= text.utf8.count, "Base64 is shorter")
        }
        if let read = Base64URL.decode(text) {
            try promise(Base64URL.encode(read) == text, "Base64url has one form")
        }
        if let read = Hex.decode(text) { try promise(Hex.encode(read) == text.lowercased(), "digits have one form") }
        if let read = Base62.decode(text) { try promise(Base62.encode(read) == text, "Base62 has one form") }
    }

    static func checkPercent(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let encoded = PercentEncoding.encode(text)
        try promise(encoded.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "only visible ASCII is written")
        for plusIsSpace in [true, false] {
            try promise(
                PercentEncoding.decode(encoded.utf8, plusIsSpace: plusIsSpace).map { $0 == Array(text.utf8) } == true,
                "every text comes back")
            guard let read = PercentEncoding.decode(bytes, plusIsSpace: plusIsSpace) else { continue }
            try promise(read.count <= bytes.count, "decoding makes nothing longer")
        }
    }

    static func checkText(_ bytes: [UInt8]) throws {
        guard let text = try? TextFile.utf8(bytes) else { return }
        try promise(TextFile.firstFault(in: text) == nil, "what is taken is UTF-8")
    }

    static func checkTerminal(_ bytes: [UInt8]) throws {
        let text = TerminalText.harmless(String(decoding: bytes, as: UTF8.self))
        try promise(TerminalText.harmless(text) == text, "what is harmless stays")
        try promise(text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "no control character is left")
        try promise(
            text.unicodeScalars.allSatisfy {
                !(0x80...0x9F).contains($0.value) && !(0x202A...0x202E).contains($0.value)
            },
            "nothing turns the text")
    }
}
