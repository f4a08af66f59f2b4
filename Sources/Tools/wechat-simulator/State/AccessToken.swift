import SQL
import SQLite

/// An issued access_token.
struct AccessToken: Equatable {
    /// The call from which it came. The kinds are independent: a new one of one kind does not affect the other's, and
    /// every call accepts both.
    enum Kind: String, CaseIterable {
        case token
        case stable
    }

    /// Seconds for which a new one is valid.
    static let lifetime: Int64 = 7200
    /// Seconds for which a token and its successor both work.
    static let overlap: Int64 = 300

    let text: String
    let appid: String
    let kind: Kind
    let expiresAt: Int64
    /// The time from which it is no longer accepted because a newer one replaced it; nil while it is the latest.
    let retiresAt: Int64?

    func secondsLeft(_ now: Int64) -> Int64 { max(0, expiresAt - now) }

    /// Why WeChat would refuse it, if so: a replaced token is distinguished from an expired one.
    func refusal(_ now: Int64) -> Refusal? {
        if let retiresAt, retiresAt <= now { return Refusal(40001) }
        return secondsLeft(now) == 0 ? Refusal(42001) : nil
    }
}

extension AccessToken {
    init(row: borrowing Row) throws(DatabaseError) {
        text = try row.text("token")
        appid = try row.text("appid")
        kind = Kind(rawValue: try row.text("kind")) ?? .token
        expiresAt = try row.integer("expires_at")
        retiresAt = try row.optionalInteger("retires_at")
    }
}
