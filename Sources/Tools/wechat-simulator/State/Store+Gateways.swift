import SQL
import SQLite

extension Store {
    /// Lost pushes in a row after which WeChat stops. It says "several" and no number.
    static let mostLost: Int64 = 3
    /// Seconds for which it then pushes nothing.
    static let pause: Int64 = 60

    /// The account's settings, or the defaults.
    func gateway(_ appid: String) throws(Failure) -> Gateway {
        let found = try attempt { (database) throws(DatabaseError) in
            try database.row("SELECT * FROM gateways WHERE appid = ?", .text(appid), map: Gateway.init(row:))
        }
        return if let found { found } else { try Gateway(appid: appid) }
    }

    func save(_ gateway: Gateway) throws(Failure) {
        try attempt { (database) throws(DatabaseError) in
            try database.execute(
                """
                INSERT OR REPLACE INTO gateways(appid, url, token, encoding_aes_key, mode, format, original_id, timeout,
                    marks_failure, lost, stopped_until)
                VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, .text(gateway.appid), Value(gateway.url), .text(gateway.token), .text(gateway.encodingAESKey),
                .text(gateway.mode.rawValue), .text(gateway.format.rawValue), .text(gateway.originalID),
                .real(gateway.timeout), Value(gateway.marksFailure), .integer(gateway.lost),
                .integer(gateway.stoppedUntil))
        }
    }

    /// Counts a finished push: after several lost ones in a row, WeChat stops for a while.
    func count(_ appid: String, isLost: Bool, now: Int64) throws(Failure) {
        let old = try gateway(appid)
        var gateway = old
        gateway.lost = isLost ? gateway.lost + 1 : 0
        if gateway.lost >= Store.mostLost { (gateway.lost, gateway.stoppedUntil) = (0, now + Store.pause) }
        if gateway != old { try save(gateway) }
    }
}
