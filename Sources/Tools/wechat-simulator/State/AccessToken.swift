import SQLite

/// An access_token that was given out.
struct AccessToken: Equatable {
    /// Which call it came from. The kinds know nothing of each other: a new one of one kind leaves the other's alone, and
    /// either opens every door.
    enum Kind: String, CaseIterable {
        case token
        case stable
    }

    /// Seconds that a new one lives.
    static let lifetime: Int64 = 7200
    /// Seconds for which a token and its successor both work.
    static let overlap: Int64 = 300

    let text: String
    let appid: String
    let kind: Kind
    let expiresAt: Int64
    /// From when on it is no longer accepted since a newer one took its place; nil while it is the latest.
    let retiresAt: Int64?

    func secondsLeft(_ now: Int64) -> Int64 { max(0, expiresAt - now) }

    /// Why WeChat would not take it, if so: a replaced token is told from one that just grew old.
    func refusal(_ now: Int64) -> Refusal? {
        if let retiresAt, retiresAt <= now { return Refusal(40001) }
        return secondsLeft(now) == 0 ? Refusal(42001) : nil
    }
}

extension AccessToken {
    init(row: borrowing Row) throws(SQLiteError) {
        text = try row.text("token")
        appid = try row.text("appid")
        kind = Kind(rawValue: try row.text("kind")) ?? .token
        expiresAt = try row.integer("expires_at")
        retiresAt = try row.optionalInteger("retires_at")
    }
}
