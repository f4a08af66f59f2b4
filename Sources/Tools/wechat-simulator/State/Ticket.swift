import SQLite

/// A ticket that pages or cards are signed with.
struct Ticket: Equatable {
    enum Kind: String, CaseIterable {
        case jsapi
        case card = "wx_card"
    }

    /// Seconds that a new one lives.
    static let lifetime: Int64 = 7200
    /// Characters in a ticket.
    static let length = 86

    let text: String
    let expiresAt: Int64

    func secondsLeft(_ now: Int64) -> Int64 { max(0, expiresAt - now) }
}

extension Ticket {
    init(row: borrowing Row) throws(SQLiteError) {
        text = try row.text("ticket")
        expiresAt = try row.integer("expires_at")
    }
}
