import Crypto
import Platform
import SQLite

/// What a mini program's server and WeChat know of one person, and the page on the phone does not.
///
/// Each person has one at each mini program: a new one takes the place of the last, which is void from then on. Here none
/// grows old by itself, since how long a real one lives is not published.
struct SessionKey {
    let appid: String
    let person: String
    /// 24 characters, Base64 of 16 bytes. Encryption takes the bytes, signatures take the text.
    let text: String
    let madeAt: Int64

    static func newText() -> String { Base64.encode(Random.bytes(16)) }
}

extension SessionKey {
    init(row: borrowing Row) throws(SQLiteError) {
        appid = try row.text("appid")
        person = try row.text("person")
        text = try row.text("session_key")
        madeAt = try row.integer("made_at")
    }
}
