import Platform

/// Text that nobody can guess.
enum RandomText {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// `count` characters of base64url: of its 64 characters, none is likelier than another.
    static func base64URL(_ count: Int) -> String {
        base64URL(of: Random.bytes(count))
    }

    /// A character for each byte, from its lower six bits.
    static func base64URL(of bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.map { alphabet[Int($0 & 63)] }, as: UTF8.self)
    }
}
