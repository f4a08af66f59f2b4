internal import Platform
internal import Site
internal import Storage
internal import WeChat

/// A state directory whose database and keys are being replaced.
final class StateReplacement {
    /// The folder of the new files until they are complete.
    let staging: String

    private let state: String
    private let database: String
    private var lock: Lock?

    /// The target of the database's name meanwhile. No such folder ever exists, so that no program can create a file in
    /// it.
    static let barrier = "restore-was-broken-off/run-wechatctl-restore-again"

    private struct Lock: ~Copyable {
        let file: FileLock
    }

    /// Checks, and creates nothing.
    ///
    /// - Parameter needs: the free space needed, in bytes.
    init(_ state: String, replaces: Bool, needs: Int) throws(BackupError) {
        self.state = state
        staging = state + "/restore.tmp"
        database = state + "/" + Manifest.database
        let parent = FileSystem.directory(of: state)
        guard FileSystem.isDirectory(parent) else { throw BackupError("\(parent): is not a folder") }
        if let room = FileSystem.freeRoom(parent), room < needs {
            throw BackupError("\(parent): has \(room) bytes of free space, \(needs) are needed")
        }
        guard FileSystem.isNamed(state) else { return }
        try attempt { try FileSystem.requirePrivateDirectory(state) }
        guard !replaces, !isBrokenOff, let old = remains.first else { return }
        throw BackupError(
            "\(old): already exists, and nothing was changed; --replace moves it aside without deleting it"
        )
    }

    /// Whether an earlier restore was interrupted.
    private var isBrokenOff: Bool { FileSystem.linkTarget(database) == StateReplacement.barrier }

    /// What remains of an earlier installation.
    private var remains: [String] {
        let keys = KeyFile.Purpose.allCases.map { "\(state)/keys/\($0.rawValue).json" }
        return (["", "-wal", "-shm"].map { database + $0 } + keys).filter(FileSystem.isNamed)
    }

    /// Creates the folder for the new files; from now on no missing database can be created.
    func begin() throws(BackupError) {
        try attempt {
            try FileSystem.makePrivateDirectory(state)
            try FileSystem.makePrivateDirectory(state + "/locks")
        }
        let taken = try attempt { try FileLock(trying: state + "/locks/backup.lock") }
        guard let taken else { throw BackupError("another backup or restore is running") }
        lock = Lock(file: taken)
        if !FileSystem.isNamed(database) { try raiseBarrier() }
        try refuseWhileInUse()
        try attempt {
            try FileSystem.removeAll(staging)
            try FileSystem.makeNewDirectory(staging)
            try FileSystem.makeNewDirectory(staging + "/keys")
        }
    }

    /// Moves existing files into a folder of their own; from now on no program can open the database.
    ///
    /// - Returns: the folder; nil: there was nothing.
    func moveAside(named name: String) throws(BackupError) -> String? {
        try refuseWhileInUse()
        let keys = state + "/keys"
        let isBrokenOff = self.isBrokenOff
        guard !remains.filter({ !isBrokenOff || $0 != database }).isEmpty else {
            try attempt {
                try FileSystem.removeAll(keys + ".tmp")
                if FileSystem.isNamed(keys) { try FileSystem.move(keys, to: keys + ".tmp") }
                try FileSystem.removeAll(keys + ".tmp")
            }
            return nil
        }
        let aside = "\(state)/\(name)"
        try attempt {
            try FileSystem.makeNewDirectory(aside)
            if !isBrokenOff { try FileSystem.link(database, at: "\(aside)/\(Manifest.database)") }
            try FileSystem.synchronize(aside)
        }
        try raiseBarrier()
        try attempt {
            for end in ["-wal", "-shm"] where FileSystem.isNamed(database + end) {
                try FileSystem.move(database + end, to: "\(aside)/\(Manifest.database)\(end)")
            }
            if FileSystem.isNamed(keys) { try FileSystem.move(keys, to: aside + "/keys") }
            try FileSystem.synchronize(aside)
        }
        return aside
    }

    /// Puts the new files in place, the database last.
    func commit() throws(BackupError) {
        try attempt {
            try FileSystem.move(staging + "/keys", to: state + "/keys")
            try FileSystem.synchronize(state)
            try FileSystem.move("\(staging)/\(Manifest.database)", to: database)
            try FileSystem.synchronize(state)
            try FileSystem.removeAll(staging)
        }
    }

    private func raiseBarrier() throws(BackupError) {
        try attempt {
            try FileSystem.putLink(to: StateReplacement.barrier, at: database)
            try FileSystem.synchronize(state)
        }
    }

    /// Programs with the old database open would continue to use it. A damaged one cannot tell.
    private func refuseWhileInUse() throws(BackupError) {
        guard FileSystem.exists(database), let isFree = try? SiteDatabase.gather(database), !isFree else { return }
        throw BackupError("\(database): is in use: stop the programs first, and start them after the restore")
    }
}
