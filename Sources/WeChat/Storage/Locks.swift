internal import Crypto
internal import Platform

/// Locks by name across all processes of the host: who renews one person's grant, who completes one login.
///
/// Each name falls into one of 256 lock files of its purpose, which are never deleted; two names of one file wait for each
/// other, which costs time and nothing else. The kernel gives a lock back when its holder dies. Nobody takes a second lock
/// of the same purpose while it holds one, so nobody waits in a circle.
struct Locks: Sendable {
    enum Purpose: String {
        case login
        case grant
        case phone
    }

    private let directory: String

    /// - Parameter directory: closed to others; it must be there.
    init(directory: String) { self.directory = directory }

    /// Waits for the lock.
    ///
    /// - Throws: `timedOut` when the deadline passes first.
    func wait(for purpose: Purpose, _ name: [UInt8], until deadline: Deadline) throws(WeChatError) -> FileLock {
        let lock: FileLock?
        let path = try path(purpose, name)
        do throws(FileSystemError) { lock = try FileLock(waitingFor: path, until: deadline) } catch {
            throw .storage("\(error)")
        }
        guard let lock else { throw .timedOut(call: "\(purpose.rawValue) lock") }
        return lock
    }

    /// The lock, or nil when another process has it now.
    func attempt(_ purpose: Purpose, _ name: [UInt8]) throws(WeChatError) -> FileLock? {
        let path = try path(purpose, name)
        do throws(FileSystemError) { return try FileLock(trying: path) } catch { throw .storage("\(error)") }
    }

    /// The lock of the refresh job, or nil when another run has it.
    func attemptJob() throws(WeChatError) -> FileLock? {
        do throws(FileSystemError) { return try FileLock(trying: directory + "/refresh.lock") } catch {
            throw .storage("\(error)")
        }
    }

    private func path(_ purpose: Purpose, _ name: [UInt8]) throws(WeChatError) -> String {
        let digest = try Fingerprint.of(name)
        return "\(directory)/\(purpose.rawValue)-\(Hex.encode([digest[0]])).lock"
    }
}
