package import Measurements
package import Platform
package import Site
internal import Storage
package import WeChat

/// Imports a file of records, completely or not at all. Streams, so that memory use does not depend on its size.
///
/// Source: `docs/protocol/measurements.md`, "Data".
package final class RecordImport {
    /// What is being done, how much of it, and of how much.
    package enum Progress: Sendable {
        /// Bytes of the file; the total is nil if unknown.
        case reading(Int, of: Int?)
        /// Lines.
        case storing(Int, of: Int)
    }

    package struct Result: Sendable {
        package let records: Int
        /// Users that did not exist before.
        package let newUsers: Int
        /// Assumptions about the file, in a sentence each.
        package let notes: [String]
    }

    /// Errors that are reported individually.
    private static let mostFaults = 20
    /// Lines between two progress reports.
    private static let stride = 1000

    private let database: SiteDatabase
    private let appID: String
    private let now: Int64
    private var faults: [RecordFault] = []
    private var faultCount = 0
    private var count = 0
    private var encoding = TextEncoding.utf8
    private var timesWithoutZone = 0

    package init(installation: Installation) throws(RecordImportError) {
        do throws(WeChatError) {
            appID = try installation.requiredOfficialAccount().appID
            database = try installation.openDatabase()
        } catch { throw .site(error) }
        now = installation.clock.now()
    }

    /// - Parameters:
    ///   - keeps: whether to store the records; false: only checks.
    ///   - progress: called now and then.
    package func run(
        _ file: InputFile, _ format: RecordFormat, keeps: Bool = true, progress: (Progress) -> Void
    ) throws(RecordImportError) -> Result {
        try site { () throws(WeChatError) in try database.beginStaging() }
        try read(file, format, progress)
        try site { () throws(WeChatError) in try database.endStaging() }
        guard faults.isEmpty else { throw .faults(faults, count: faultCount) }
        let newUsers = keeps ? try store(progress) : 0
        if !keeps { try site { () throws(WeChatError) in try findConflicts() } }
        guard faults.isEmpty else { throw .faults(faults, count: faultCount) }
        return Result(records: count, newUsers: newUsers, notes: notes)
    }

    private var notes: [String] {
        var notes: [String] = []
        if encoding != .utf8 { notes.append("the file is not UTF-8: it was read as \(encoding.rawValue)") }
        if timesWithoutZone > 0 {
            notes.append("\(timesWithoutZone) of created_at have no time zone: read as China's, +08:00")
        }
        return notes
    }

    private func read(
        _ file: InputFile, _ format: RecordFormat, _ progress: (Progress) -> Void
    ) throws(RecordImportError) {
        let input: TextInput
        do throws(FileSystemError) { input = try TextInput(file) } catch { throw .file(error) }
        encoding = input.encoding
        var source: any RecordSource = format == .json ? JSONLinesSource(input) : CSVSource(input)
        while true {
            let item: RecordItem?
            do throws(FileSystemError) { item = try source.next() } catch { throw .file(error) }
            guard let item else { return progress(.reading(file.position, of: file.size)) }
            try take(item)
            if item.line % RecordImport.stride == 0 { progress(.reading(file.position, of: file.size)) }
        }
    }

    private func take(_ item: RecordItem) throws(RecordImportError) {
        let draft: RecordDraft
        switch item.value {
        case .failure(let fault): return note(fault)
        case .success(let value):
            do throws(RecordReader.Fault) {
                let record = try RecordReader.read(value)
                draft = record.draft
                if !record.hasZone { timesWithoutZone += 1 }
            } catch { return note(RecordFault(line: item.line, message: error.message)) }
        }
        count += 1
        let isNew = try site { () throws(WeChatError) in try database.stage(draft, line: item.line) }
        if !isNew { note(RecordFault(line: item.line, message: "record_id \(draft.recordID ?? 0) occurs twice")) }
    }

    private func note(_ fault: RecordFault) {
        faultCount += 1
        if faults.count < RecordImport.mostFaults { faults.append(fault) }
    }

    /// - Returns: how many users are new.
    private func store(_ progress: (Progress) -> Void) throws(RecordImportError) -> Int {
        var newUsers = 0
        do throws(WeChatError) {
            try database.transaction { () throws(WeChatError) in
                try findConflicts()
                guard faults.isEmpty else { throw .fault("the file does not fit the site") }
                newUsers = try database.insertStagedPeople(appID: appID, now: now)
                try database.insertStagedRecords(appID: appID) { progress(.storing($0, of: $1)) }
            }
        } catch {
            guard faults.isEmpty else { throw .faults(faults, count: faultCount) }
            throw .site(error)
        }
        return newUsers
    }

    private func findConflicts() throws(WeChatError) {
        faults = try database.conflictsOfStaged(limit: Int64(RecordImport.mostFaults))
        faultCount = faults.count
    }

    private func site<T>(_ work: () throws(WeChatError) -> T) throws(RecordImportError) -> T {
        do throws(WeChatError) { return try work() } catch { throw .site(error) }
    }
}

/// Why nothing was imported.
package enum RecordImportError: Error, CustomStringConvertible {
    /// The first errors, and how many there are.
    case faults([RecordFault], count: Int)
    case file(FileSystemError)
    case site(WeChatError)

    package var description: String {
        switch self {
        case .faults(let faults, let count):
            let more = count > faults.count ? "\n… and \(count - faults.count) more" : ""
            return faults.map(\.description).joined(separator: "\n") + more
        case .file(let error): return "\(error)"
        case .site(let error): return "\(error)"
        }
    }
}
