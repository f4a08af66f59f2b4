internal import Crypto
internal import Platform
internal import Site
internal import WeChat

/// Permissions to run the handler: a limited number at a time on this host, and one per follower, so that one
/// follower's messages do not keep the handler from all others'. The kernel releases a slot when its holder dies.
///
/// All of them are places in one lock file. Each has a gate before it, which is held while trying or waiting for the
/// place, so those who wait are not overtaken by those who only try. Whoever waits holds the follower's place before
/// waiting for another, and whoever tries waits for nothing, so there are no deadlocks.
struct HandlerSlots: Sendable {
    /// The permission for one run.
    struct Slot: ~Copyable {
        fileprivate let person: FileLock
        fileprivate let process: FileLock
    }

    private let path: String
    /// The last one is the one to wait for.
    private let processes: ClosedRange<Int64>

    init(_ installation: Installation) throws(WeChatError) {
        path = try installation.lockPath("handler.lock")
        processes = 1...Int64(installation.configuration.messages.handlerProcesses)
    }

    /// Runs `body` in a free slot for a message of this person; nil when there is none.
    func holdIfFree<T>(_ openid: String, _ body: () throws(WeChatError) -> T) throws(WeChatError) -> T? {
        guard let slot = try attempt(openid) else { return nil }
        defer { withExtendedLifetime(slot) {} }
        return try body()
    }

    /// Waits for a slot and runs `body` in it; nil when the deadline passes first.
    func hold<T>(
        _ openid: String, until deadline: Deadline, _ body: () throws(WeChatError) -> T
    ) throws(WeChatError) -> T? {
        guard let slot = try wait(for: openid, until: deadline) else { return nil }
        defer { withExtendedLifetime(slot) {} }
        return try body()
    }

    /// A free slot for a message of this person, or nil.
    func attempt(_ openid: String) throws(WeChatError) -> Slot? {
        guard let person = try attempt(HandlerSlots.place(of: openid)) else { return nil }
        for place in processes {
            guard let process = try attempt(place) else { continue }
            return Slot(person: person, process: process)
        }
        return nil
    }

    /// Waits for a slot; nil when the deadline passes first.
    func wait(for openid: String, until deadline: Deadline) throws(WeChatError) -> Slot? {
        guard let person = try wait(HandlerSlots.place(of: openid), deadline),
            let process = try wait(processes.upperBound, deadline)
        else { return nil }
        return Slot(person: person, process: process)
    }

    private func attempt(_ place: Int64) throws(WeChatError) -> FileLock? {
        do throws(FileSystemError) {
            guard let gate = try FileLock(trying: path, place: HandlerSlots.gate(place)) else { return nil }
            let lock = try FileLock(trying: path, place: place)
            _ = consume gate
            return lock
        } catch { throw .storage(error) }
    }

    private func wait(_ place: Int64, _ deadline: Deadline) throws(WeChatError) -> FileLock? {
        do throws(FileSystemError) {
            guard let gate = try FileLock(waitingFor: path, place: HandlerSlots.gate(place), until: deadline) else {
                return nil
            }
            let lock = try FileLock(waitingFor: path, place: place, until: deadline)
            _ = consume gate
            return lock
        } catch { throw .storage(error) }
    }

    private static func gate(_ place: Int64) -> Int64 { place | 1 << 61 }

    /// One of 2^61 places after all others.
    private static func place(of openid: String) throws(WeChatError) -> Int64 {
        let digest: [UInt8]
        do { digest = try Digest.sha256(Array(openid.utf8)) } catch { throw .fault("\(error)") }
        return digest.prefix(8).reduce(0) { $0 << 8 | Int64($1) } & (1 << 61 - 1) | 1 << 62
    }
}
