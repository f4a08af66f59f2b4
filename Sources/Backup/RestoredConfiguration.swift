internal import Platform

/// A backup's configuration and the files with secrets that it names, about to be written.
struct RestoredConfiguration {
    /// The configuration last.
    private var files: [(path: String, bytes: [UInt8])] = []

    /// Checks whether all can be written, and writes nothing. Nil: no configuration is wanted.
    init?(
        _ manifest: Manifest, _ contents: [String: [UInt8]], _ place: Restore.Place, state: String
    ) throws(BackupError) {
        guard let file = place.configuration else { return nil }
        for secret in manifest.files where secret.name.hasPrefix(Manifest.secrets) {
            files.append((ConfigurationText.resolve(secret.path, beside: file), contents[secret.name] ?? []))
        }
        let bytes = contents[Manifest.configuration] ?? []
        let text = String(decoding: bytes, as: UTF8.self)
        files.append(
            place.stateDirectory == nil
                ? (file, bytes)
                : (file, Array(ConfigurationText.replacingStateDirectory(in: text, with: state).utf8)))
        for (path, bytes) in files {
            let folder = FileSystem.directory(of: path)
            if FileSystem.isNamed(path) {
                guard (try? FileSystem.read(path)) == bytes else {
                    throw BackupError("\(path): is there already, with other content; move it away")
                }
            } else if !FileSystem.isWritable(folder) {
                throw BackupError("\(path): cannot be written: \(folder) is not there, or not this user's to write in")
            }
        }
    }

    func write() throws(BackupError) {
        for (path, bytes) in files where !FileSystem.isNamed(path) {
            try attempt { try FileSystem.replace(path, with: bytes) }
        }
    }
}
