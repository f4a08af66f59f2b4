import Foundation
import JSON
import Testing

/// Real answers against `docs/report.schema.json`.
@Suite("The fields of a report", .timeLimit(.minutes(3)))
struct ReportSchemaTests {
    private static let schema = Repository.root + "/docs/report.schema.json"

    private static func faults(_ reports: [JSONValue]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("reports-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try (reports.map(\.text).joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
        let script = Repository.root + "/Tests/EndToEndTests/Support/Python/validate.py"
        let command = try Command.run(
            "/bin/sh", ["-c", #"/usr/bin/python3 "$0" "$1" <"$2""#, script, schema, file.path])
        #expect(command.status == 0, "\(command.errors)")
        return command.output
    }

    @Test("are those of the schema: own and shared, paid and unpaid, of many kinds of people")
    func valid() throws {
        let site = try Site()
        try site.importRecords(of: "xiaoming", count: 8, remark: "备注", paid: true)
        try site.execute("UPDATE records SET has_paid = record_id % 2")
        try site.execute(
            "UPDATE record_details SET birthday = '1971-02-19', height = 165, weight = 55, gender = 1 + record_id % 2")
        let owner = Browser()
        try site.logIn(.measurements, owner)
        var reports: [JSONValue] = []
        for id in 1...8 {
            reports.append(try #require(try site.records("GET", "measurements/\(id)/analyze", owner)["data"]))
            for query in ["", "?show=birthday,remark,user_id"] {
                let token = try site.records("GET", "measurements/\(id)/token\(query)", owner)["data"]?["token"]?.string
                let shared = try site.records("GET", "measurements/token/\(try #require(token))/analyze")
                reports.append(try #require(shared["data"]))
            }
        }
        #expect(try Self.faults(reports) == "validated 24\n")
    }

    @Test(
        "are held against a schema that refuses what is missing, wrong or too much",
        arguments: [
            ("\"m0\"", "\"m9\""), ("\"cc\":\"", "\"cc\":\"1"), ("T00:00:00Z", ""),
            ("\"has_paid\":true", "\"has_paid\":1"),
            ("\"hormone_levels\"", "\"hormones\""), ("\"display_wh\"", "\"display_x\""),
            ("\"finger\":", "\"finger\":1"),
        ])
    func invalid(text: String, other: String) throws {
        let site = try Site()
        try site.importRecords(of: "xiaoming", count: 1, paid: true)
        try site.execute("UPDATE record_details SET birthday = '1971-02-19'")
        let owner = Browser()
        try site.logIn(.measurements, owner)
        let report = try #require(try site.records("GET", "measurements/1/analyze", owner)["data"])
        #expect(report.text.contains(text))
        let changed = try JSONValue(parsing: Array(report.text.replacing(text, with: other).utf8), limits: .own)
        #expect(try Self.faults([changed]) != "validated 1\n")
    }
}
