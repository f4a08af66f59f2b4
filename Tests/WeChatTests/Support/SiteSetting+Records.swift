import Foundation
import JSON
import Platform
import SQL
import SQLite

@testable import People
@testable import RecordTransfer
@testable import WeChat

/// A line of a file of records: one that is good, but for what a test changes.
///
/// - Parameter changes: nil takes a member away.
func recordLine(_ changes: KeyValuePairs<String, JSONValue?> = [:]) -> String {
    var members: [JSONValue.Member] = [
        .init("openid", "openid-1"), .init("created_at", "2018-07-04T08:01:27Z"), .init("finger", 1),
    ]
    members += (0..<8).map { .init("c\($0)", 0) }
    members += ["heart_rate", "app_heart_rate", "app_highest_heart_rate", "app_lowest_heart_rate"].map {
        .init($0, 70)
    }
    for (name, value) in changes {
        let index = members.firstIndex { $0.name == name }
        if let index { members.remove(at: index) }
        if let value { members.insert(.init(name, value), at: index ?? members.count) }
    }
    return JSONValue.object(members).text + "\n"
}

extension SiteSetting {
    /// What an import says of a file: each fault, or nothing.
    @discardableResult
    func importing(
        _ bytes: [UInt8], _ format: RecordFormat = .json, keeps: Bool = true
    ) throws -> (faults: [String], result: RecordImport.Result?) {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/records"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        do throws(RecordImportError) {
            let file: InputFile
            do throws(FileSystemError) { file = try InputFile(path) } catch { throw .file(error) }
            return ([], try RecordImport(installation: installation).run(file, format, keeps: keeps) { _ in })
        } catch {
            return ("\(error)".split(separator: "\n").map(String.init), nil)
        }
    }

    @discardableResult
    func importing(
        _ text: String, _ format: RecordFormat = .json, keeps: Bool = true
    ) throws -> (faults: [String], result: RecordImport.Result?) {
        try importing(Array(text.utf8), format, keeps: keeps)
    }

    /// Imports a file that is good.
    func add(_ lines: String..., format: RecordFormat = .json) throws {
        let faults = try importing(lines.joined(), format).faults
        if !faults.isEmpty { throw BadRecords(faults: faults) }
    }

    func exported(_ format: RecordFormat = .json, of userID: Int64? = nil) throws -> String {
        var bytes: [UInt8] = []
        _ = try RecordExport(installation).run(format, of: userID, write: { bytes += $0 }, progress: { _, _ in })
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The user of an openid of the official account.
    func userID(_ openid: String = "openid-1") throws -> Int64 {
        guard let identity = try database.identity(appID: Self.appID, openid: openid) else {
            throw BadRecords(faults: ["nobody is \(openid)"])
        }
        return identity.userID
    }

    /// Changes whenever another connection has written.
    func dataVersion() throws -> Value? { try value("PRAGMA data_version") }

    /// Rows of what an import writes.
    func counts() throws -> [Int64?] {
        try ["users", "identities", "records", "record_details"].map { try count($0) }
    }
}

struct BadRecords: Error, CustomStringConvertible {
    let faults: [String]
    var description: String { faults.joined(separator: "; ") }
}

/// What an error says; empty when there is none.
func message(_ work: () throws -> Void) -> String {
    do {
        try work()
        return ""
    } catch { return "\(error)" }
}
