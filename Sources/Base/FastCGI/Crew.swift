internal import Platform
internal import Synchronization

/// The workers of this process: how many there are, how many wait, and how many have a request in hand.
///
/// One idle worker is always kept waiting, up to the limit, so that no request has to wait for another to end. Until it
/// has a request, it costs only a thread's stack.
///
/// At the limit the process takes no new connections and leaves them to its siblings. But nobody else can answer what
/// arrives on a connection that this process keeps, so it may have some more workers for these. A worker that becomes
/// free at the limit first looks for a new connection three times out of four, and otherwise for a kept one: clients
/// that come again and again on kept connections would otherwise always go before those who wait to connect. (Closing
/// connections instead would lose requests, since the web server may be sending one.)
final class Crew: Sendable {
    private struct Count {
        var workers = 1
        var waiting = 1
        var busy = 0
        /// Counts workers that became free at the limit.
        var turn = 0
    }

    /// What a free worker looks for first.
    enum Next {
        /// Anything.
        case anything
        /// The next request on its last connection, for a moment: another worker waits for everything else. Must be
        /// followed by `endLingering`.
        case sameConnection
        case newConnection
        case keptConnection
    }

    /// Requests at a time.
    private let limit: Int
    /// The same, including those on kept connections.
    private let mostWorkers: Int
    private let watch: Watch
    private let count = Shared(Count())
    /// Changed under `count`'s lock.
    private let stopping = Atomic<Bool>(false)

    /// - Parameter limit: how many requests are handled at a time.
    init(limit: Int, _ watch: Watch) {
        self.limit = limit
        mostWorkers = limit + max(1, limit / 4)
        self.watch = watch
    }

    /// All workers, including the first.
    var workers: Int { count.withLock { $0.workers } }

    /// A worker has finished its request and waits again.
    ///
    /// - Parameter mayLinger: whether the connection was kept.
    /// - Returns: what to look for first.
    func finishRequest(mayLinger: Bool) -> Next {
        count.withLock { count in
            count.busy -= 1
            if count.busy < limit - 1, count.waiting > 0, mayLinger, !isStopping { return .sameConnection }
            count.waiting += 1
            guard count.busy >= limit - 1, !isStopping else { return .anything }
            // Under the lock, so that the kernel sees these changes in their order.
            if count.busy == limit - 1 { watch.acceptConnections(true) }
            count.turn += 1
            return count.turn % 4 == 0 ? .keptConnection : .newConnection
        }
    }

    /// A waiting worker takes a new connection, if one has a request.
    ///
    /// - Parameter replaces: whether it has just finished a request: then it may exceed the limit by one.
    func takeConnection(replaces: Bool) -> Watch.Event {
        count.withLock { count in
            guard count.busy < (replaces ? mostWorkers : limit), !isStopping else { return .nothing }
            let event = watch.accept()
            if case .request = event { take(&count) }
            return event
        }
    }

    /// A lingering worker got a request, or waits like the others.
    func endLingering(hasRequest: Bool) {
        count.withLock { count in
            count.waiting += 1
            if hasRequest { take(&count) }
        }
    }

    /// A waiting worker got a request on a watched connection.
    func takeRequest() { count.withLock { take(&$0) } }

    /// Whether another worker is needed because nobody waits. It counts as waiting from now on.
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

    /// Whether an idle worker may end: only if another one is idle. If so, it no longer counts as waiting; `leave`
    /// follows.
    func mayEnd() -> Bool {
        count.withLock { count in
            guard count.waiting > 1 else { return false }
            count.waiting -= 1
            return true
        }
    }

    /// Whether the process was asked to stop.
    var isStopping: Bool { stopping.load(ordering: .relaxed) }

    /// Takes no new connections from now on.
    func beginToStop() {
        count.withLock { count in
            guard !isStopping else { return }
            stopping.store(true, ordering: .relaxed)
            if count.busy < limit { watch.acceptConnections(false) }
        }
    }

    /// A worker no longer waits, because the process stops or the worker could not be started; `leave` follows.
    func stopWaiting() { count.withLock { $0.waiting -= 1 } }

    /// A worker has ended and released everything.
    func leave() { count.withLock { $0.workers -= 1 } }
}
