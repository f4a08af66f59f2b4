import Foundation
import JSON
import Testing

@testable import Analysis
@testable import WeChat

@Suite("The schema of rule files")
struct AnalysisSchemaTests {
    let schema: SchemaValidator

    init() throws { schema = SchemaValidator(root: try Self.json("share/analysis/rules.schema.json")) }

    private static func json(_ path: String) throws -> JSONValue {
        try JSONValue(
            parsing: Array(String(contentsOfFile: Checkout.path(path), encoding: .utf8).utf8), limits: .own)
    }

    private func accepts(_ text: String) throws -> Bool { try schema.accepts(JSONValue(parsing: Array(text.utf8))) }

    @Test("takes the shipped rules, and each condition that the checker takes")
    func taken() throws {
        #expect(try schema.accepts(Self.json("share/analysis/rules.json")))
        let rows =
            AnalysisConditionTests.comparisons + AnalysisConditionTests.operations + AnalysisConditionTests.others
        for row in rows + AnalysisConditionTests.unknown {
            #expect(try accepts(RuleText.file(when: row.condition)), "\(row.condition)")
        }
    }

    @Test("refuses what the checker refuses for its form")
    func refused() throws {
        let meaning = [
            "there is", "never be true", "depends on itself", "is there already", "not declared", "one of the names",
            "unmatched brace",
            "control characters", "more than max", "not a list of a report", "duplicate", "not for rules",
            "every record",
            "must not have numbers", #".label: is empty"#, #"give.display: unknown"#, #"give.lists: unknown"#,
            "is not an operation",
        ]
        let rows = AnalysisRuleFaultTests.files + AnalysisRuleFaultTests.rules + AnalysisRuleFaultTests.conditions
        let formal = rows.filter { row in !meaning.contains { row.fault.contains($0) } }
        #expect(formal.count > 40)
        for row in formal { #expect(try !accepts(row.file), "\(row.fault)") }
    }
}
