internal import Crypto
internal import JSON
internal import Platform
package import WeChat

/// The keys for one purpose in their own file, newest last. The newest is used for new things, all of them for old
/// ones.
///
/// The first program that needs a key makes the file. A damaged one is refused and never overwritten.
package final class KeyFile {
    /// The purpose of the keys, and the name of their file.
    package enum Purpose: String, CaseIterable, Sendable {
        /// Sealing secrets in the database.
        case sealing
        /// Signing login tokens.
        case jwt
    }

    private let path: String
    private let lockPath: String
    private let clock: Clock
    private var cached: [SecretKey] = []
    private var identity: FileIdentity?

    /// - Parameter directory: closed to others; it must exist.
    init(_ purpose: Purpose, directory: String, clock: Clock) {
        path = "\(directory)/\(purpose.rawValue).json"
        lockPath = "\(directory)/\(purpose.rawValue).lock"
        self.clock = clock
    }

    /// The key for new things, made if there is none.
    package func newest() throws(WeChatError) -> SecretKey {
        if let key = try keys().last { return key }
        return try locked { () throws(WeChatError) in
            if let key = try keys().last { return key }
            return try add(to: [])
        }
    }

    /// The key with this id, if it still exists.
    package func key(_ id: [UInt8]) throws(WeChatError) -> SecretKey? { try keys().first { $0.id == id } }

    /// All keys, oldest first; read again only when the file has changed.
    func keys() throws(WeChatError) -> [SecretKey] {
        let found = FileIdentity(path)
        if found == identity { return cached }
        cached = found == nil ? [] : try read()
        identity = found
        return cached
    }

    /// Makes a new key. Old ones stay, for what they were used for. Those made before `time` are deleted, except the
    /// last of them, which was in use then.
    func rotate(forgettingThoseReplacedBefore time: Int64?) throws(WeChatError) -> SecretKey {
        try locked { () throws(WeChatError) in
            let all = try keys()
            let kept = all.enumerated().filter { index, _ in
                guard let time, index + 1 < all.count else { return true }
                return all[index + 1].createdAt >= time
            }
            return try add(to: kept.map(\.element))
        }
    }

    /// What an operator may see of the keys, oldest first.
    package func summaries() throws(WeChatError) -> [KeySummary] {
        let all = try keys()
        return all.enumerated().map { index, key in
            KeySummary(name: Hex.encode(key.id), createdAt: key.createdAt, isNewest: index + 1 == all.count)
        }
    }

    /// As `rotate`, for the operator.
    package func rotate(lifetime: Int64?) throws(WeChatError) -> KeySummary {
        let key = try rotate(forgettingThoseReplacedBefore: lifetime.map { clock.now() - $0 })
        return KeySummary(name: Hex.encode(key.id), createdAt: key.createdAt, isNewest: true)
    }

    private func add(to keys: [SecretKey]) throws(WeChatError) -> SecretKey {
        let key = SecretKey(createdAt: clock.now())
        let file: JSONValue = ["version": 1, "keys": .array((keys + [key]).map(\.json))]
        do throws(FileSystemError) { try FileSystem.replace(path, with: file.bytes) } catch {
            throw .storage(error)
        }
        return key
    }

    private func read() throws(WeChatError) -> [SecretKey] {
        do throws(FileSystemError) {
            var bytes = try FileSystem.read(path, limit: 1 << 20)
            defer { bytes.wipe() }
            let elements = (try? JSONValue(parsing: bytes, limits: .own))?["keys"]?.elements ?? []
            let keys = elements.compactMap(SecretKey.init)
            guard !keys.isEmpty, keys.count == elements.count else {
                // Do not overwrite it: everything that depends on it would be lost.
                throw FileSystemError(
                    operation: "read", path: path, message: "is damaged",
                    hint: "restore it from a backup, or delete it: then everybody logs in again")
            }
            return keys
        } catch { throw .storage(error) }
    }

    /// One process at a time.
    private func locked<T>(_ body: () throws(WeChatError) -> T) throws(WeChatError) -> T {
        guard let result = try Locks.hold(lockPath, until: Deadline(after: 5), body) else {
            throw .storage(StorageFault("\(lockPath): another program keeps it locked"))
        }
        return try result.get()
    }
}

/// A description of a key, without the key itself.
package struct KeySummary: Sendable {
    /// The id in front of what it sealed, or the `kid` of the tokens that it signed.
    package let name: String
    /// Unix seconds.
    package let createdAt: Int64
    /// Whether it is used for new things.
    package let isNewest: Bool
}
