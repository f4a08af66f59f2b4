internal import ArgumentParser
internal import RecordTransfer
internal import WeChat

/// The option for the format of a file of records.
struct RecordFormatOption: ParsableArguments {
    @Option(help: "json (JSON Lines) or csv; default: by the file's extension, json for a pipe.")
    var format: RecordFormat?

    /// The format from `--format`, else from the file's extension.
    func format(of path: String?) throws -> RecordFormat {
        if let format { return format }
        guard let path, path != "-" else { return .json }
        guard let format = RecordFormat(ofFile: path) else {
            throw ValidationError("is \(path) JSON Lines or CSV? Give --format json or --format csv")
        }
        return format
    }
}

extension RecordFormat: ExpressibleByArgument {}
