internal import Crypto
internal import JSON
internal import Platform

/// Seals what the database keeps but must not give away: AES-256-GCM under keys in a file of their own, so that a stolen
/// database alone is worth nothing.
///
/// `keys/sealing.json` holds one or more keys. The last one seals, all of them open. It is made by the first program that
/// needs it; losing it means that everybody logs in again.
package final class KeyRing {
    private let path: String
    private let lockPath: String
    private let clock: Clock
    private var keys: [SealingKey] = []
    private var identity: FileIdentity?

    /// The first byte of everything sealed: which form the rest has.
    private static let form: UInt8 = 1

    /// - Parameter directory: closed to others; it must be there.
    init(directory: String, clock: Clock) {
        path = directory + "/sealing.json"
        lockPath = directory + "/lock"
        self.clock = clock
    }

    /// Seals a text.
    ///
    /// - Parameter context: which column of which row it is for; it opens nowhere else, so that nobody who can write the
    ///   database puts one person's token into another's row.
    func seal(_ text: String, for context: String) throws(WeChatError) -> [UInt8] {
        let key = try newestKey()
        let nonce = Random.bytes(AESGCM.nonceLength)
        do {
            return [KeyRing.form] + key.id + nonce
                + (try AESGCM.seal(Array(text.utf8), key: key.bytes, nonce: nonce, context: Array(context.utf8)))
        } catch { throw .fault("\(error)") }
    }

    /// The text, or nil when the key is gone, or when it was changed or sealed for something else.
    func open(_ sealed: [UInt8], for context: String) throws(WeChatError) -> String? {
        let header = 1 + SealingKey.idLength + AESGCM.nonceLength
        guard sealed.count > header, sealed[0] == KeyRing.form else { return nil }
        guard let key = try key(Array(sealed[1...SealingKey.idLength])) else { return nil }
        let nonce = Array(sealed[(1 + SealingKey.idLength)..<header])
        do {
            let bytes = try AESGCM.open(
                Array(sealed[header...]), key: key.bytes, nonce: nonce, context: Array(context.utf8))
            return bytes.map { String(decoding: $0, as: UTF8.self) }
        } catch { throw .fault("\(error)") }
    }

    private func newestKey() throws(WeChatError) -> SealingKey {
        if let key = try currentKeys().last { return key }
        return try makeFirstKey()
    }

    private func key(_ id: [UInt8]) throws(WeChatError) -> SealingKey? { try currentKeys().first { $0.id == id } }

    /// The file's keys; it is read again only when it is another file than at the last look.
    private func currentKeys() throws(WeChatError) -> [SealingKey] {
        let found = FileIdentity(path)
        if found == identity { return keys }
        keys = found == nil ? [] : try read()
        identity = found
        return keys
    }

    private func read() throws(WeChatError) -> [SealingKey] {
        do throws(FileSystemError) {
            let bytes = try FileSystem.read(path, limit: 1 << 20)
            let elements = (try? JSONValue(parsing: bytes))?["keys"]?.elements ?? []
            let keys = elements.compactMap(SealingKey.init)
            guard !keys.isEmpty, keys.count == elements.count else {
                // Not overwritten: what it sealed would be lost for good.
                throw FileSystemError(
                    operation: "read", path: path, message: "is damaged",
                    hint: "restore it from a backup, or delete it: then everybody logs in again")
            }
            return keys
        } catch { throw .storage("\(error)") }
    }

    /// Programs start together: the first makes the file, the others find it.
    private func makeFirstKey() throws(WeChatError) -> SealingKey {
        do throws(FileSystemError) {
            guard let lock = try FileLock(waitingFor: lockPath, until: Deadline(after: 5)) else {
                throw FileSystemError(operation: "lock", path: lockPath, message: "another program keeps it")
            }
            defer { withExtendedLifetime(lock) {} }
            if FileSystem.exists(path) { return try existingKey() }
            let key = SealingKey(createdAt: clock.now())
            let file: JSONValue = ["version": 1, "keys": [key.json]]
            try FileSystem.replace(path, with: file.bytes)
            return key
        } catch { throw .storage("\(error)") }
    }

    private func existingKey() throws(FileSystemError) -> SealingKey {
        do throws(WeChatError) {
            if let key = try currentKeys().last { return key }
        } catch { throw FileSystemError(operation: "read", path: path, message: "\(error)") }
        throw FileSystemError(operation: "read", path: path, message: "was deleted a moment ago")
    }
}
