/// The format of a file of records.
package enum RecordFormat: String, CaseIterable, Sendable {
    /// JSON Lines: an object on each line.
    case json
    /// RFC 4180 with a header.
    case csv

    /// By a file's extension; nil if that does not tell.
    package init?(ofFile path: String) {
        let name = path.split(separator: "/").last ?? ""
        switch name.split(separator: ".").last?.lowercased() {
        case "json", "jsonl", "ndjson": self = .json
        case "csv": self = .csv
        default: return nil
        }
    }
}
