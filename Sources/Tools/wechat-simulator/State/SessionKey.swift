import Crypto
import Platform
import SQL
import SQLite

/// The secret that a mini program's server and WeChat share about one person, and that the page on the phone does not
/// know.
///
/// Each person has one at each mini program: a new one replaces the last, which is void from then on. Here none expires
/// by itself, because the lifetime of real ones is not published.
struct SessionKey {
    let appid: String
    let person: String
    /// 24 characters, Base64 of 16 bytes. Encryption uses the bytes, signatures use the text.
    let text: String
    let madeAt: Int64

    static func newText() -> String { Base64.encode(Random.bytes(16)) }
}

extension SessionKey {
    init(row: borrowing Row) throws(DatabaseError) {
        appid = try row.text("appid")
        person = try row.text("person")
        text = try row.text("session_key")
        madeAt = try row.integer("made_at")
    }
}
