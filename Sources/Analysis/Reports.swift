package import JSON
package import Measurements
internal import People
internal import Platform
package import Site
package import Storage
package import WeChat

/// Reports: a record, its person and the engine's findings, for the owner or for anybody with the record's token.
package struct Reports {
    private let records: Records
    private let engine: any AnalysisEngine
    private let unpaid: MeasurementSettings.Unpaid

    /// The largest size of the tags, which each entry of a list repeats, in bytes.
    private static let longestTags = 16_384
    /// The random hexadecimal digits of a report's id.
    private static let idLength = 32

    /// - Throws: `notConfigured` when the rule file has errors.
    package init(_ records: Records, _ installation: Installation) throws(WeChatError) {
        self.records = records
        engine = try installation.analysisEngine()
        unpaid = installation.configuration.measurements.unpaid
    }

    /// The report of the person's own record, as the API answers it.
    package func report(on id: String, of userID: Int64?) throws(WeChatError) -> JSONValue {
        try report(on: records.own(id, of: userID), showing: .all)
    }

    /// The report of a share token, with as much of the owner's data as the owner chose.
    package func report(sharedBy token: String) throws(WeChatError) -> JSONValue {
        let share = try records.shared(by: token)
        return try report(on: share.record, showing: share.shows)
    }

    /// The part of a record that an engine sees, for `wechatctl rules run`.
    package static func subject(
        of record: MeasurementRecord, _ database: SiteDatabase
    ) throws(WeChatError) -> AnalysisSubject {
        let details = try database.details(of: record.id)
        return AnalysisSubject(record, details, of: try person(record, details, database))
    }

    /// Nothing is written before the engine has finished: if it fails, the record is unchanged.
    private func report(on record: MeasurementRecord, showing parts: SharedParts) throws(WeChatError) -> JSONValue {
        let database = records.database
        let details = try database.details(of: record.id)
        let person = try Reports.person(record, details, database)
        let analysis = try engine.analyze(AnalysisSubject(record, details, of: person))
        let isWhole = record.hasPaid || unpaid == .full
        let content = ReportContent(
            record: record, details: details, person: person, analysis: isWhole ? analysis : analysis.brief,
            shows: parts
        ).json
        return [
            "report_version": "1.0", "report_id": .string(try keep(analysis, of: record)), "content": content,
            "report_content": content,
        ]
    }

    /// The report's id. Reading a report again writes nothing, unless it says something new.
    private func keep(_ analysis: Analysis, of record: MeasurementRecord) throws(WeChatError) -> String {
        let tags = JSONValue.array(analysis.findings("tags").map(\.json)).text
        guard tags.utf8.count <= Reports.longestTags else { throw .fault("the analysis gave too many tags to list") }
        if let id = record.reportID, record.tags == tags { return id }
        return try records.database.keepAnalysis(
            of: record.id, tags: tags, reportID: Random.hexadecimal(Reports.idLength))
    }

    private static func person(
        _ record: MeasurementRecord, _ details: MeasurementDetails, _ database: SiteDatabase
    ) throws(WeChatError) -> MeasuredPerson {
        guard let user = try database.user(record.userID) else {
            throw .fault("record \(record.id) belongs to no user")
        }
        return MeasuredPerson(user, record, details)
    }
}
