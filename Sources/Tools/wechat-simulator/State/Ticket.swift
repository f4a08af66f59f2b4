import SQL
import SQLite

/// A ticket for signing pages or cards.
struct Ticket: Equatable {
    enum Kind: String, CaseIterable {
        case jsapi
        case card = "wx_card"
    }

    /// Seconds for which a new one is valid.
    static let lifetime: Int64 = 7200
    /// Characters in a ticket.
    static let length = 86

    let text: String
    let expiresAt: Int64

    func secondsLeft(_ now: Int64) -> Int64 { max(0, expiresAt - now) }
}

extension Ticket {
    init(row: borrowing Row) throws(DatabaseError) {
        text = try row.text("ticket")
        expiresAt = try row.integer("expires_at")
    }
}
