internal import Crypto
internal import Platform

/// An existing backup: a folder, or one sealed file.
package struct BackupSource {
    private let path: String
    /// Nil: a folder.
    private let passphrase: [UInt8]?

    static let piece = 1 << 18
    private static let longestManifest = 1 << 20

    /// - Parameter passphrase: for a sealed file.
    package init(_ path: String, passphrase: [UInt8]?) {
        self.path = path
        self.passphrase = passphrase
    }

    /// Whether a path can only be a sealed backup.
    package static func isSealed(_ path: String) -> Bool { FileSystem.exists(path) && !FileSystem.isDirectory(path) }

    /// The declared content of the backup; so far only the manifest itself is verified.
    package func manifest() throws(BackupError) -> Manifest {
        if let passphrase { return try SealedBackup(path, passphrase).manifest }
        let file = "\(path)/\(Manifest.name)"
        return try Manifest(
            parsing: attempt { try FileSystem.read(file, limit: BackupSource.longestManifest) }, of: file)
    }

    /// Reads all files in the manifest's order, and refuses by name one whose checksum differs from the manifest's.
    ///
    /// - Parameter take: receives the files' bytes piece by piece, and an empty piece after each verified file.
    func read(
        _ manifest: Manifest, _ take: (_ file: Manifest.File, _ piece: [UInt8]) throws(BackupError) -> Void
    ) throws(BackupError) {
        let sealed = try passphrase.map { phrase throws(BackupError) in try SealedBackup(path, phrase) }
        if let sealed, sealed.manifest != manifest { throw BackupError("\(path): was changed meanwhile") }
        for file in manifest.files {
            let name = sealed == nil ? "\(path)/\(file.name)" : "\(path): \(file.name)"
            let input = sealed == nil ? try attempt { try InputFile(name) } : nil
            try read(file, named: name, take) { count throws(BackupError) in
                if let sealed { return try sealed.reader.read(count) }
                return try attempt { try input?.read(count) ?? [] }
            }
            if let input, !(try attempt { try input.read(1) }).isEmpty {
                throw BackupError("\(name): was changed: it is longer than when the backup was taken")
            }
        }
        if let sealed, !(try sealed.reader.read(1)).isEmpty { throw BackupError("\(path): has more than its manifest") }
    }

    private func read(
        _ file: Manifest.File, named name: String,
        _ take: (_ file: Manifest.File, _ piece: [UInt8]) throws(BackupError) -> Void,
        from next: (_ count: Int) throws(BackupError) -> [UInt8]
    ) throws(BackupError) {
        var digest = try attempt { try SHA256Context() }
        var left = Int(file.size)
        while left > 0 {
            let piece = try next(min(left, BackupSource.piece))
            if piece.isEmpty { throw BackupError("\(name): was changed: it is shorter than when the backup was taken") }
            do { try digest.update(piece) } catch { throw BackupError("\(error)") }
            try take(file, piece)
            left -= piece.count
        }
        let end: [UInt8]
        do { end = try digest.end() } catch { throw BackupError("\(error)") }
        guard Hex.encode(end) == file.sha256 else {
            throw BackupError("\(name): was changed: its checksum is not the manifest's")
        }
        try take(file, [])
    }
}

/// An opened sealed file: the length of its manifest in 4 bytes, the manifest, and the files one after the other.
private struct SealedBackup {
    let reader: SealedReader
    let manifest: Manifest

    init(_ path: String, _ passphrase: [UInt8]) throws(BackupError) {
        let reader = try SealedReader(path, passphrase: passphrase)
        func exactly(_ count: Int) throws(BackupError) -> [UInt8] {
            var bytes: [UInt8] = []
            while bytes.count < count {
                let piece = try reader.read(count - bytes.count)
                if piece.isEmpty { throw BackupError("\(path): ends within its manifest") }
                bytes += piece
            }
            return bytes
        }
        let length = try exactly(4).reduce(0) { $0 << 8 | Int($1) }
        guard length <= 1 << 20 else { throw BackupError("\(path): its manifest is too long") }
        manifest = try Manifest(parsing: exactly(length), of: path)
        self.reader = reader
    }
}
