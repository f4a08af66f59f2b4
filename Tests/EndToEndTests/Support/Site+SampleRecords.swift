import Foundation
import JSON
import Testing

extension Site {
    /// Imports measurements of one of the simulator's people with `wechatctl`: a day apart, the first on 2026-01-01 at
    /// noon UTC, numbered from 1.
    func importRecords(of person: String, count: Int, remark: String = "", paid: Bool = false) throws {
        let openid = try openid(person)
        let lines = (1...count).map { number in
            let record: JSONValue = [
                "openid": .string(openid), "record_id": .integer(Int64(number)), "finger": 2, "c0": 4, "c1": -3,
                "c2": 0,
                "c3": -6, "c4": 7, "c5": 1, "c6": -1, "c7": 2, "heart_rate": .real(60.5 + Double(number % 20)),
                "app_heart_rate": 72, "app_highest_heart_rate": 80, "app_lowest_heart_rate": 64,
                "created_at": .string(Self.noon(number)), "remark": .string(remark), "has_paid": .bool(paid),
                "partial_pulse_wave": .array((0..<90).map { .integer(Int64(abs($0 % 30 - 8) * 4)) }),
                "gender": "male", "birthday": "1990-01-31", "height": 175, "weight": 70,
            ]
            return record.text
        }
        let file = folder + "/records.jsonl"
        try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
        let imported = try wechatctl("records", "import", file)
        #expect(imported.status == 0, "\(imported.errors)")
    }

    /// The n-th day of 2026 at noon, n up to 59.
    private static func noon(_ day: Int) -> String {
        String(format: "2026-%02d-%02dT12:00:00Z", day > 31 ? 2 : 1, day > 31 ? day - 31 : day)
    }
}
