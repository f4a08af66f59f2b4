internal import Crypto
package import Platform
internal import Site
internal import Storage
internal import WeChat

/// Puts a backup in place.
///
/// Meanwhile the database's name is a dangling link, so that no program takes half a state for a complete one; the
/// database itself comes last, by one rename. If it is killed at any point, it can be run again.
package struct Restore {
    /// The destinations.
    package struct Place {
        /// The state directory; nil: the one named in the backup's configuration.
        package let stateDirectory: String?
        /// Where to write the configuration, and the files with secrets that it names; nil: nowhere.
        package let configuration: String?
        /// Whether existing data may be moved aside.
        package let replaces: Bool

        package init(stateDirectory: String?, configuration: String?, replaces: Bool) {
            self.stateDirectory = stateDirectory
            self.configuration = configuration
            self.replaces = replaces
        }
    }

    /// What was done.
    package struct Result {
        package let manifest: Manifest
        package let stateDirectory: String
        /// Where the previous data are; nil: there were none.
        package let movedAside: String?
    }

    private let source: BackupSource
    private let clock: Clock

    package init(_ source: BackupSource, clock: Clock = .system) {
        self.source = source
        self.clock = clock
    }

    /// Checks the whole backup, then puts it in place.
    package func run(in place: Place, progress: BackupJob.Progress) throws(BackupError) -> Result {
        let manifest = try source.manifest()
        guard Installation.works(onSchema: manifest.schema) else {
            throw BackupError(
                "the backup has schema \(manifest.schema), which this program does not know: use the wechatctl of a newer release"
            )
        }
        let small = try verify(manifest, progress)
        let text = String(decoding: small[Manifest.configuration] ?? [], as: UTF8.self)
        let inBackup = ConfigurationText.stateDirectory(in: text)
            .map { ConfigurationText.resolve($0, beside: place.configuration ?? "./wechat.ini") }
        guard let state = place.stateDirectory ?? (place.configuration == nil ? nil : inBackup) else {
            throw BackupError("no destination: give a configuration (--config) or a state directory (--state-dir)")
        }
        let settings = try RestoredConfiguration(manifest, small, place, state: state)
        let target = try StateReplacement(state, replaces: place.replaces, needs: manifest.size)
        try target.begin()
        try extract(manifest, to: target.staging, progress)
        let aside = try target.moveAside(named: Restore.name(of: clock.now()))
        try settings?.write()
        try target.commit()
        return Result(manifest: manifest, stateDirectory: state, movedAside: aside)
    }

    /// Reads everything once.
    ///
    /// - Returns: the files except the database, by name.
    private func verify(_ manifest: Manifest, _ progress: BackupJob.Progress) throws(BackupError) -> [String: [UInt8]] {
        var small: [String: [UInt8]] = [:]
        var done = 0
        try source.read(manifest) { file, piece throws(BackupError) in
            if file.name != Manifest.database { small[file.name, default: []] += piece }
            done += piece.count
            progress("Checking", done, manifest.size)
        }
        return small
    }

    private func extract(
        _ manifest: Manifest, to folder: String, _ progress: BackupJob.Progress
    ) throws(BackupError) {
        var output: OutputFile?
        var done = 0
        try source.read(manifest) { file, piece throws(BackupError) in
            guard file.name == Manifest.database || file.name.hasPrefix("keys/") else { return }
            if output == nil { output = try attempt { try OutputFile("\(folder)/\(file.name)") } }
            output?.write(piece)
            if piece.isEmpty {
                try attempt { try output?.finish() }
                output = nil
            }
            done += piece.count
            progress("Restoring", done, manifest.size)
        }
        try attempt {
            try FileSystem.synchronize(folder + "/keys")
            try FileSystem.synchronize(folder)
        }
    }

    /// `replaced-20180704T080127Z` and four digits that make it unique.
    private static func name(of time: Int64) -> String {
        "replaced-\(Timestamp.text(time).filter { $0 != "-" && $0 != ":" })-\(Hex.encode(Random.bytes(2)))"
    }
}
