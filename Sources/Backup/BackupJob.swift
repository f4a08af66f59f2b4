internal import Crypto
internal import Platform
package import Site
internal import Storage
internal import WeChat

/// Takes a backup of an installation while its programs run.
///
/// It contains the database as of one moment, the keys, the configuration, and the files with secrets that it names. It
/// contains no access token: WeChat gives the current one to whoever asks, and an old one would only be refused.
package struct BackupJob {
    /// The progress in bytes or pages.
    package typealias Progress = (_ step: String, _ done: Int, _ total: Int) -> Void

    private let installation: Installation

    package init(_ installation: Installation) { self.installation = installation }

    /// Writes a backup: a folder, or one sealed file. It gets its name only when it is complete and on the disk.
    ///
    /// - Parameters:
    ///   - target: a path that does not exist yet.
    ///   - passphrase: the passphrase to seal it with; nil: it is not sealed.
    package func run(
        to target: String, passphrase: [UInt8]?, progress: Progress
    ) throws(BackupError) -> Manifest {
        guard !FileSystem.isNamed(target) else {
            throw BackupError("\(target): already exists, and was left unchanged")
        }
        let path = try attempt { try installation.lockPath("backup.lock") }
        let result = try attempt {
            try FileLock.hold(path) { () throws(BackupError) in try runAlone(target, passphrase, progress) }
        }
        guard let result else { throw BackupError("another backup or restore is running") }
        return try result.get()
    }

    private func runAlone(
        _ target: String, _ passphrase: [UInt8]?, _ progress: Progress
    ) throws(BackupError) -> Manifest {
        let partial = "\(target).partial-\(Hex.encode(Random.bytes(4)))"
        // What is not sealed yet stays where the same data already are.
        let folder = passphrase == nil ? partial : installation.configuration.stateDirectory + "/backup.tmp"
        defer {
            try? FileSystem.removeAll(folder)
            try? FileSystem.removeAll(partial)
        }
        try attempt {
            try FileSystem.removeAll(folder)
            try FileSystem.makeNewDirectory(folder)
        }
        let manifest = try gather(in: folder, progress)
        if let passphrase { try seal(folder, manifest, to: partial, passphrase, progress) }
        try attempt {
            try FileSystem.place(partial, at: target)
            try FileSystem.synchronize(FileSystem.directory(of: target))
        }
        return manifest
    }

    private func gather(in folder: String, _ progress: Progress) throws(BackupError) -> Manifest {
        let schema = try copyDatabase(to: "\(folder)/\(Manifest.database)", progress)
        // After the database: the keys read now include those with which it was sealed.
        let others = try copyKeys(to: folder) + copyConfiguration(to: folder)
        var files: [Manifest.File] = []
        for (name, path) in [(Manifest.database, "")] + others {
            let file = "\(folder)/\(name)"
            files.append(
                Manifest.File(
                    name: name, size: Int64(FileSystem.size(file) ?? 0), sha256: try checksum(file, progress),
                    path: path))
        }
        let manifest = Manifest(
            createdAt: installation.now(), program: Version.current, schema: schema, files: files)
        try attempt { try FileSystem.replace("\(folder)/\(Manifest.name)", with: manifest.bytes()) }
        try attempt {
            for name in ["/configuration/secrets", "/configuration", "/keys", ""] {
                if FileSystem.isDirectory(folder + name) { try FileSystem.synchronize(folder + name) }
            }
        }
        return manifest
    }

    /// - Returns: the copy's schema.
    private func copyDatabase(to path: String, _ progress: Progress) throws(BackupError) -> Int64 {
        var schema: Int64 = 0
        try attempt {
            let database = try installation.openDatabase()
            let faults = try KeyCheck(installation, database).note()
            guard faults.isEmpty else { throw BackupError(faults.joined(separator: "\n")) }
            try database.copy(to: path) { () throws(WeChatError) in
                schema = try database.schemaVersion()
            } progress: {
                progress("Copying", $0, $1)
            }
            if let fault = try SiteDatabase.fault(of: path) {
                throw BackupError("\(installation.databasePath): \(fault)")
            }
        }
        return schema
    }

    private func copyKeys(to folder: String) throws(BackupError) -> [(name: String, path: String)] {
        try attempt { try FileSystem.makeNewDirectory(folder + "/keys") }
        var copied: [(name: String, path: String)] = []
        for purpose in KeyFile.Purpose.allCases {
            let name = "keys/\(purpose.rawValue).json"
            let source = "\(installation.configuration.stateDirectory)/\(name)"
            guard FileSystem.exists(source) else { continue }
            try copy(source, to: "\(folder)/\(name)")
            copied.append((name, ""))
        }
        return copied
    }

    private func copyConfiguration(to folder: String) throws(BackupError) -> [(name: String, path: String)] {
        let configuration = installation.configuration
        try attempt {
            try FileSystem.makeNewDirectory(folder + "/configuration")
            try FileSystem.makeNewDirectory("\(folder)/\(Manifest.secrets.dropLast())")
        }
        try copy(configuration.file, to: "\(folder)/\(Manifest.configuration)")
        var copied = [(name: Manifest.configuration, path: "")]
        // A list of authorities with an absolute path belongs to the host, and must not overwrite another host's.
        let files = configuration.settings.filter { $0.isGiven && $0.key.hasSuffix("_file") }
        for setting in files where setting.key != "ca_file" || !setting.text.hasPrefix("/") {
            let name = "\(Manifest.secrets)\(copied.count)"
            try copy(ConfigurationText.resolve(setting.text, beside: configuration.file), to: "\(folder)/\(name)")
            copied.append((name, setting.text))
        }
        return copied
    }

    private func copy(_ source: String, to target: String) throws(BackupError) {
        try attempt {
            let output = try OutputFile(target)
            output.write(try FileSystem.read(source, limit: 1 << 20))
            try output.finish()
        }
    }

    private func checksum(_ path: String, _ progress: Progress) throws(BackupError) -> String {
        let input = try attempt { try InputFile(path) }
        var digest = try attempt { try SHA256Context() }
        do {
            while true {
                let piece = try input.read(BackupSource.piece)
                if piece.isEmpty { return Hex.encode(try digest.end()) }
                try digest.update(piece)
                progress("Checking", input.position, input.size ?? 0)
            }
        } catch { throw BackupError("\(error)") }
    }

    private func seal(
        _ folder: String, _ manifest: Manifest, to path: String, _ passphrase: [UInt8], _ progress: Progress
    ) throws(BackupError) {
        let writer = try SealedWriter(path, passphrase: passphrase)
        let bytes = try manifest.bytes()
        try writer.write([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bytes.count >> $0) } + bytes)
        var done = 0
        try BackupSource(folder, passphrase: nil).read(manifest) { _, piece throws(BackupError) in
            try writer.write(piece)
            done += piece.count
            progress("Sealing", done, manifest.size)
        }
        try writer.finish()
    }
}
