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

    /// Waits for the lock.
    ///
    /// - Throws: `timedOut` when the deadline passes first.
    package func wait(for purpose: Purpose, _ name: [UInt8], until deadline: Deadline) throws(WeChatError) -> FileLock {
        let lock: FileLock?
        let path = try path(purpose, name)
        do throws(FileSystemError) { lock = try FileLock(waitingFor: path, until: deadline) } catch {
            throw .storage(error)
        }
        guard let lock else { throw .timedOut(call: "\(purpose.rawValue) lock") }
        return lock
    }

    /// The lock; nil when another process holds it.
    package func attempt(_ purpose: Purpose, _ name: [UInt8]) throws(WeChatError) -> FileLock? {
        let path = try path(purpose, name)
        do throws(FileSystemError) { return try FileLock(trying: path) } catch { throw .storage(error) }
    }

    /// The lock of the refresh job; nil when another run holds it.
    package func attemptJob() throws(WeChatError) -> FileLock? {
        do throws(FileSystemError) { return try FileLock(trying: directory + "/refresh.lock") } catch {
            throw .storage(error)
        }
    }

    private func path(_ purpose: Purpose, _ name: [UInt8]) throws(WeChatError) -> String {
        let digest = try Fingerprint.of(name)
        return "\(directory)/\(purpose.rawValue)-\(Hex.encode([digest[0]])).lock"
    }
}
