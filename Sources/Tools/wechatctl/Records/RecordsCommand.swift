internal import ArgumentParser

/// `wechatctl records` — the measurements.
struct RecordsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "records", abstract: "Imports, exports and shows measurements, and makes up some.",
        discussion: """
            A file of records is JSON Lines or CSV with a header. Fields: openid (of the official account; the user is made \
            at need) or user_id; created_at (RFC 3339); finger 1…10; c0…c7, -10…10; heart_rate, app_heart_rate, \
            app_highest_heart_rate, app_lowest_heart_rate (null, or an empty cell: not measured). They may also have \
            record_id (else the next free number), record_type (7), remark, has_paid, gender (male, female), birthday, \
            height (cm), weight (kg), partial_pulse_wave (a JSON array of whole numbers) and answers (a JSON array of \
            {"question_key", "values"}).
            """,
        subcommands: [RecordsImport.self, RecordsExport.self, RecordsShow.self, RecordsSample.self])
}
