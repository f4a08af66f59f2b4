internal import HTTP
internal import Platform

/// Reading by a link: who has a record's token reads its report and nothing else.
extension Records {
    /// Characters of a token, out of 62: more than 256 bits.
    private static let tokenLength = 43

    /// The token that shares the person's own record: made when it is first asked for, the same from then on.
    package func shareToken(for id: String, of userID: Int64) throws(WeChatError) -> String {
        let record = try own(id, of: userID)
        let context = Records.context(record.id)
        let share = try database.sharedToken(record.id)
        if let share, let token = try keys.open(share, for: context) { return token }
        let token = Random.alphanumeric(Records.tokenLength)
        let made = RecordShare(
            recordID: record.id, tokenHash: try Fingerprint.of(token), token: try keys.seal(token, for: context),
            createdAt: clock.now())
        if let share { try database.replace(share, with: made) }
        // Another request may have been faster: its token counts.
        guard let kept = try keys.open(database.keep(made), for: context) else { throw .fault("a share does not open") }
        return kept
    }

    /// The record that a token shows.
    ///
    /// - Throws: `request` when it shows none.
    package func shared(by token: String) throws(WeChatError) -> MeasurementRecord {
        guard token.utf8.count == Records.tokenLength,
            let id = try database.sharedRecord(tokenHash: Fingerprint.of(token)), let record = try database.record(id)
        else { throw .request(.invalid("token", reason: "shows no report")) }
        return record
    }

    private static func context(_ recordID: Int64) -> String { "record_shares.token \(recordID)" }
}
