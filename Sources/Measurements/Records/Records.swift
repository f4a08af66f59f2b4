internal import HTTP
internal import JSON
package import People
internal import Platform
package import Site
package import Storage
package import WeChat

/// A person's records: what the owner may do with them. Another person's record is treated like one that does not
/// exist.
package struct Records {
    package let database: SiteDatabase
    let keys: KeyRing
    let clock: Clock
    /// Seconds.
    let shareLifetime: Int64

    /// Characters of a remark.
    private static let longestRemark = 255
    /// Bytes per character on average, at most; the longest emoji has 35.
    private static let longestCharacter = 64

    package init(_ installation: Installation) throws(WeChatError) {
        database = try installation.openDatabase()
        keys = try installation.keyRing()
        clock = installation.clock
        shareLifetime = Int64(installation.configuration.measurements.shareLifetime)
    }

    /// Uses the login's connection to the database.
    package init(_ login: WebLogin) {
        database = login.database
        keys = login.keys
        clock = login.installation.clock
        shareLifetime = Int64(login.installation.configuration.measurements.shareLifetime)
    }

    /// Newest first, as a JSON array. It is written row by row, so a list of many years takes no more memory than its
    /// text.
    package func listing(of userID: Int64?, _ query: RecordQuery) throws(WeChatError) -> [UInt8] {
        var json = [UInt8(ascii: "[")]
        try database.records(of: userID, query) { record in
            if json.count > 1 { json.append(UInt8(ascii: ",")) }
            json += record.listed.bytes
        }
        json.append(UInt8(ascii: "]"))
        return json
    }

    /// - Parameter remark: at most 255 characters, stored as they are except for blanks at both ends; empty deletes the
    ///   remark.
    package func setRemark(_ remark: String, of id: String, by userID: Int64?) throws(WeChatError) {
        let remark = TypedText.trimmed(remark)
        guard Records.isRemark(remark) else {
            throw .request(.invalid("remark", reason: "is longer than \(Records.longestRemark) characters"))
        }
        guard try database.setRemark(remark, recordID: Records.number(id), userID: userID) else {
            throw Records.notFound
        }
    }

    /// Marks the record as paid; repeating it changes nothing.
    package func pay(for id: String, by userID: Int64?) throws(WeChatError) {
        guard try database.setPaid(recordID: Records.number(id), userID: userID) else { throw Records.notFound }
    }

    /// A person's own record.
    ///
    /// - Throws: `request` when it does not exist or belongs to somebody else.
    package func own(_ id: String, of userID: Int64?) throws(WeChatError) -> MeasurementRecord {
        guard let record = try database.record(Records.number(id), of: userID) else { throw Records.notFound }
        return record
    }

    /// A record id as a client wrote it. A text that is not a number is treated like an unknown record.
    static func number(_ text: String) throws(WeChatError) -> Int64 {
        guard let number = Int64(text), number > 0, text.utf8.first != UInt8(ascii: "+") else { throw notFound }
        return number
    }

    static let notFound = WeChatError.request(.invalid("record_id", reason: "names no record of yours"))

    /// Characters are counted as people count them, an emoji of several code points as one, within reason.
    package static func isRemark(_ text: String) -> Bool {
        text.utf8.count <= longestRemark
            || text.utf8.count <= longestRemark * longestCharacter && text.count <= longestRemark
    }
}
