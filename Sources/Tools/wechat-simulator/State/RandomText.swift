import Platform

/// Text that nobody guesses.
enum RandomText {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// `count` characters of base64url: 64 of them, so that no letter is likelier than another.
    static func base64URL(_ count: Int) -> String {
        String(decoding: Random.bytes(count).map { alphabet[Int($0 & 63)] }, as: UTF8.self)
    }
}
