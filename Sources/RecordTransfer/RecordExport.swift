package import JSON
internal import Measurements
internal import Platform
package import Site
internal import Storage
package import WeChat

/// Writes records in the form of `RecordImport`, in the order of their ids, as of one moment, and streams them.
package struct RecordExport {
    private static let stride: Int64 = 500

    private let database: SiteDatabase
    private let appID: String
    private let now: Int64

    package init(_ installation: Installation) throws(WeChatError) {
        appID = try installation.requiredOfficialAccount().appID
        database = try installation.openDatabase()
        now = installation.clock.now()
    }

    /// One record, field by field as in a file, and what else the site knows; nil if it does not exist.
    package func fields(of id: Int64) throws(WeChatError) -> (value: JSONValue, fields: [JSONValue.Member])? {
        guard let record = try database.record(id),
            let draft = try database.recordDrafts(after: id - 1, appID: appID, userID: nil, limit: 1).first
        else { return nil }
        let value = RecordWriter.value(draft)
        guard case .object(let members) = value else { return nil }
        return (
            value,
            members + [
                .init("owner", .integer(record.userID)), .init("report_id", JSONValue(record.reportID)),
                .init("shared", .bool(try database.isShared(id, now: now))),
            ]
        )
    }

    /// - Parameters:
    ///   - userID: only this person's records.
    ///   - write: receives bytes.
    ///   - progress: called now and then with the number of records written, and the total.
    /// - Returns: how many.
    package func run(
        _ format: RecordFormat, of userID: Int64? = nil, write: ([UInt8]) -> Void, progress: (Int, Int) -> Void
    ) throws(WeChatError) -> Int {
        let writer = RecordWriter(format: format)
        var count = 0
        try database.snapshot { () throws(WeChatError) in
            let total = try database.countOfRecords(of: userID)
            write(writer.header)
            var last: Int64 = 0
            while true {
                let drafts = try database.recordDrafts(
                    after: last, appID: appID, userID: userID, limit: RecordExport.stride)
                guard let end = drafts.last?.recordID else { return }
                write(drafts.flatMap(writer.line))
                last = end
                count += drafts.count
                progress(count, total)
            }
        }
        return count
    }
}
