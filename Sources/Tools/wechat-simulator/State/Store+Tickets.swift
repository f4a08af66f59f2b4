import SQL
import SQLite

extension Store {
    /// The latest ticket, even if it has expired.
    func ticket(_ appid: String, _ kind: Ticket.Kind) throws(Failure) -> Ticket? {
        try attempt { (database) throws(DatabaseError) in
            try database.row(
                "SELECT * FROM tickets WHERE appid = ? AND type = ?", .text(appid), .text(kind.rawValue),
                map: Ticket.init(row:))
        }
    }

    /// Issues a new ticket, replacing the last.
    func issueTicket(_ appid: String, _ kind: Ticket.Kind, now: Int64) throws(Failure) -> Ticket {
        let ticket = Ticket(text: RandomText.base64URL(Ticket.length), expiresAt: now + Ticket.lifetime)
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                "INSERT OR REPLACE INTO tickets(appid, type, ticket, expires_at) VALUES(?, ?, ?, ?)", .text(appid),
                .text(kind.rawValue), .text(ticket.text), .integer(ticket.expiresAt))
        }
        return ticket
    }
}
