package import HTTP
internal import Platform
internal import Site
package import WeChat

/// Reading by a link: whoever has a record's token can read its report and nothing else.
extension Records {
    /// The parts named by `show` of a request; none if it is absent.
    package static func shownParts(_ request: Request) throws(WeChatError) -> SharedParts {
        guard let text = try request.checkedQuery("show") else { return [] }
        guard let parts = SharedParts(text: text) else {
            throw .request(.invalid("show", reason: "must be a list of " + SharedParts.allNames))
        }
        return parts
    }

    /// The token that shares the person's own record and shows these parts of the owner: made when it is first
    /// requested, and the same until it expires or is revoked. What a link shows never changes, so each choice of parts
    /// has its own token. If requested in the second half of its lifetime, it is extended by the whole lifetime.
    package func shareToken(
        for id: String, of userID: Int64?, showing parts: SharedParts = []
    ) throws(WeChatError) -> String {
        let record = try own(id, of: userID)
        let (now, context) = (clock.now(), Records.context(record.id, parts))
        let share = try database.share(of: record.id, showing: parts)
        if let share, share.expiresAt > now, let token = try keys.open(share.token, for: context) {
            if share.expiresAt - now < shareLifetime / 2 { try database.extend(share, until: now + shareLifetime) }
            return token
        }
        let token = Random.alphanumeric(RecordShare.tokenLength)
        let made = RecordShare(
            recordID: record.id, shows: parts, tokenHash: try Fingerprint.of(token),
            token: try keys.seal(token, for: context), createdAt: now, expiresAt: now + shareLifetime)
        if let share { try database.replace(share.token, with: made) }
        // Another request may have been faster; then its token is the valid one.
        guard let kept = try keys.open(database.keep(made), for: context) else {
            throw .fault("a share cannot be decrypted")
        }
        return kept
    }

    /// Ends all shares of the person's own record at once; having none is not an error.
    package func revokeShares(of id: String, by userID: Int64?) throws(WeChatError) {
        let record = try own(id, of: userID)
        _ = try database.deleteShares(ShareFilter(recordID: record.id))
    }

    /// The record that a token shows, and the owner's data that it shows.
    ///
    /// - Throws: `request` for an unknown, revoked or expired token.
    package func shared(by token: String) throws(WeChatError) -> (record: MeasurementRecord, shows: SharedParts) {
        guard token.utf8.count == RecordShare.tokenLength,
            let share = try database.share(tokenHash: Fingerprint.of(token)), share.expiresAt > clock.now(),
            let record = try database.record(share.recordID)
        else { throw .request(.invalid("token", reason: "shows no report")) }
        return (record, share.shows)
    }

    private static func context(_ recordID: Int64, _ parts: SharedParts) -> String {
        "record_shares.token \(recordID)" + (parts.isEmpty ? "" : " \(parts.text)")
    }
}
