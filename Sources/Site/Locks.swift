internal import Crypto
package import Platform
package import WeChat

/// Named locks across all processes of the host: who renews a person's grant, who completes a login.
///
/// Each name maps to one of 256 lock files of its purpose, which are never deleted. Two names with the same file wait
/// for each other, which costs nothing but time. The kernel releases a lock when its holder dies. Nobody takes a second
/// lock of the same purpose while holding one, so there are no deadlocks.
package struct Locks: Sendable {
    package enum Purpose: String {
        case login
        case grant
        case phone
    }

    private let directory: String

    /// - Parameter directory: closed to others; it must exist.
    init(directory: String) { self.directory = directory }

    /// Runs `body` under the lock, and waits for the lock until the deadline.
    ///
    /// - Throws: `timedOut` when the deadline passes first.
    package func hold<T>(
        _ purpose: Purpose, _ name: [UInt8], until deadline: Deadline, _ body: () throws(WeChatError) -> T
    ) throws(WeChatError) -> T {
        guard let result = try Locks.hold(path(purpose, name), until: deadline, body) else {
            throw .timedOut(call: "\(purpose.rawValue) lock")
        }
        return try result.get()
    }

    /// Runs `body` under the lock; nil when another process holds it.
    package func holdIfFree<T>(
        _ purpose: Purpose, _ name: [UInt8], _ body: () throws(WeChatError) -> T
    ) throws(WeChatError) -> T? {
        try Locks.hold(path(purpose, name), until: nil, body)?.get()
    }

    /// Runs the refresh job; nil when another run is at work.
    package func holdJob<T>(_ body: () throws(WeChatError) -> T) throws(WeChatError) -> T? {
        try Locks.hold(directory + "/refresh.lock", until: nil, body)?.get()
    }

    /// The same for a file, with its errors as the site's.
    static func hold<T>(
        _ path: String, until deadline: Deadline?, _ body: () throws(WeChatError) -> T
    ) throws(WeChatError) -> Result<T, WeChatError>? {
        do throws(FileSystemError) { return try FileLock.hold(path, until: deadline, body) } catch {
            throw .storage(error)
        }
    }

    private func path(_ purpose: Purpose, _ name: [UInt8]) throws(WeChatError) -> String {
        let digest = try Fingerprint.of(name)
        return "\(directory)/\(purpose.rawValue)-\(Hex.encode([digest[0]])).lock"
    }
}
