internal import ArgumentParser

/// `wechatctl records` — the measurements.
struct RecordsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "records", abstract: "Imports, exports, shows and generates measurements.",
        discussion: """
            A file of records is JSON Lines or CSV with a header, in UTF-8. Files saved by spreadsheets work, too: with a byte \
            order mark, in UTF-16 or GBK (not from a pipe), with semicolons or tabs. Fields: openid (of the official account; an \
            unknown one makes a new user) or user_id; created_at (RFC 3339, or 2018/7/4 16:01, in China if it has no zone); \
            finger 1…10; c0…c7, -10…10; heart_rate, app_heart_rate, app_highest_heart_rate, app_lowest_heart_rate (numbers; \
            null, or an empty cell: not measured). They may also have record_id (default: the next free number), record_type \
            (7), remark, has_paid, gender (male, female), birthday, height (cm), weight (kg), partial_pulse_wave (a JSON array of \
            whole numbers) and answers (a JSON array of {"question_key", "values"}).

            In CSV, text that a spreadsheet would run, or take for a number or a date, is exported after an apostrophe. Import \
            removes it.
            """,
        subcommands: [RecordsImport.self, RecordsExport.self, RecordsShow.self, RecordsSample.self])
}
