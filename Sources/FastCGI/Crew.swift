internal import Platform
internal import Synchronization

/// Who works in this process: how many workers there are, wait, and have a request in hand.
///
/// One idle worker is always kept waiting, up to the limit, so that no request has to wait for another to end. Until it has a
/// request it costs a thread's stack.
///
/// At the limit the process takes no new connections, which are for its siblings then; but what arrives on a connection
/// that it keeps can be answered by nobody else. For that it may have some workers more. A worker that becomes free at the
/// limit looks for a new connection first, three times of four, and else for a kept one: those who come on kept ones again and
/// again would go before all who wait to connect, and for ever. (To close connections instead would lose requests: the web
/// server may be sending one.)
final class Crew: Sendable {
    private struct Count {
        var workers = 1
        var waiting = 1
        var busy = 0
        /// Counts the workers that became free at the limit.
        var turn = 0
    }

    /// What a worker looks for first that has become free.
    enum Next {
        /// Whatever comes.
        case anything
        /// The next request on the connection of the last one, for a moment: another worker waits for everything else.
        /// To be followed by `endLingering`.
        case sameConnection
        case newConnection
        case keptConnection
    }

    /// Requests at once.
    private let limit: Int
    /// The same, with those on kept connections.
    private let mostWorkers: Int
    private let watch: Watch
    private let count = Shared(Count())
    /// Changed under `count`'s lock.
    private let stopping = Atomic<Bool>(false)

    /// - Parameter limit: how many requests are worked on at once.
    init(limit: Int, _ watch: Watch) {
        self.limit = limit
        mostWorkers = limit + max(1, limit / 4)
        self.watch = watch
    }

    /// Workers, the first included.
    var workers: Int { count.withLock { $0.workers } }

    /// A worker that had a request waits again.
    ///
    /// - Parameter mayLinger: whether the connection was kept.
    /// - Returns: what it is to look for first.
    func finishRequest(mayLinger: Bool) -> Next {
        count.withLock { count in
            count.busy -= 1
            if count.busy < limit - 1, count.waiting > 0, mayLinger, !isStopping { return .sameConnection }
            count.waiting += 1
            guard count.busy >= limit - 1, !isStopping else { return .anything }
            // Under the lock, so that the kernel sees these changes in the order in which they were made.
            if count.busy == limit - 1 { watch.acceptConnections(true) }
            count.turn += 1
            return count.turn % 4 == 0 ? .keptConnection : .newConnection
        }
    }

    /// A worker that waited takes a new connection, if there is one with a request.
    ///
    /// - Parameter replaces: whether it has just finished a request: then it may be one more than the limit.
    func takeConnection(replaces: Bool) -> Watch.Event {
        count.withLock { count in
            guard count.busy < (replaces ? mostWorkers : limit), !isStopping else { return .nothing }
            let event = watch.accept()
            if case .request = event { take(&count) }
            return event
        }
    }

    /// A worker that lingered has a request, or waits like the others.
    func endLingering(hasRequest: Bool) {
        count.withLock { count in
            count.waiting += 1
            if hasRequest { take(&count) }
        }
    }

    /// A worker that waited has a request on a connection that was watched.
    func takeRequest() { count.withLock { take(&$0) } }

    /// Whether another worker is to be started, since nobody waits. It counts as waiting from now on.
    func needsAnother() -> Bool {
        count.withLock { count in
            guard count.waiting == 0, count.workers < mostWorkers, !isStopping else { return false }
            count.workers += 1
            count.waiting += 1
            return true
        }
    }

    private func take(_ count: inout Count) {
        count.waiting -= 1
        count.busy += 1
        if count.busy == limit, !isStopping { watch.acceptConnections(false) }
    }

    /// Whether an idle worker may end: only if another is idle too. If so, it no longer waits; `leave` follows.
    func mayEnd() -> Bool {
        count.withLock { count in
            guard count.waiting > 1 else { return false }
            count.waiting -= 1
            return true
        }
    }

    /// Whether somebody has asked the process to stop.
    var isStopping: Bool { stopping.load(ordering: .relaxed) }

    /// From now on no new connection is taken.
    func beginToStop() {
        count.withLock { count in
            guard !isStopping else { return }
            stopping.store(true, ordering: .relaxed)
            if count.busy < limit { watch.acceptConnections(false) }
        }
    }

    /// A worker waits no longer, since the process stops or it could not be started; `leave` follows.
    func stopWaiting() { count.withLock { $0.waiting -= 1 } }

    /// A worker is gone, with all that it had.
    func leave() { count.withLock { $0.workers -= 1 } }
}
