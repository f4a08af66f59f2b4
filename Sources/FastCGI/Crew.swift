internal import Platform

/// Who works in this process: how many workers there are, wait, and have a request in hand.
///
/// There is always one more that waits, up to the limit, so that no request has to wait for another's end. It costs a
/// thread's stack until it has a request.
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
        var isStopping = false
        /// Counts the workers that became free at the limit.
        var turn = 0
    }

    /// What a worker looks for first that has become free.
    enum Next {
        /// Whatever comes.
        case anything
        case newConnection
        case keptConnection
    }

    /// Requests at once.
    private let limit: Int
    /// The same, with those on kept connections.
    private let mostWorkers: Int
    private let watch: Watch
    private let count = Shared(Count())

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
    /// - Returns: what it is to look for first, where the process was at its limit.
    func finishRequest() -> Next {
        count.withLock { count in
            count.waiting += 1
            count.busy -= 1
            guard count.busy >= limit - 1, !count.isStopping else { return .anything }
            // Under the lock, so that the last change of mind is the last one that the kernel hears of.
            if count.busy == limit - 1 { watch.acceptConnections(true) }
            count.turn += 1
            return count.turn % 4 == 0 ? .keptConnection : .newConnection
        }
    }

    /// A worker that waited takes a new connection, if there is one with a request.
    ///
    /// - Parameter replaces: whether it has just finished a request: then it may be one more than the limit.
    func takeConnection(replaces: Bool) -> Int32? {
        count.withLock { count in
            guard count.busy < (replaces ? mostWorkers : limit), !count.isStopping,
                case .request(let connection) = watch.accept()
            else { return nil }
            take(&count)
            return connection
        }
    }

    /// A worker that waited has a request on a connection that was watched.
    func takeRequest() { count.withLock { take(&$0) } }

    /// Whether another worker is to be started, since nobody waits. It counts as waiting from now on.
    func needsAnother() -> Bool {
        count.withLock { count in
            guard count.waiting == 0, count.workers < mostWorkers, !count.isStopping else { return false }
            count.workers += 1
            count.waiting += 1
            return true
        }
    }

    private func take(_ count: inout Count) {
        count.waiting -= 1
        count.busy += 1
        if count.busy == limit, !count.isStopping { watch.acceptConnections(false) }
    }

    /// Whether a worker that waits in vain may end: when another one waits as well. It is counted no longer then.
    func mayLeave() -> Bool {
        count.withLock { count in
            guard count.waiting > 1 else { return false }
            count.waiting -= 1
            count.workers -= 1
            return true
        }
    }

    /// Whether somebody has asked the process to stop.
    var isStopping: Bool { count.withLock { $0.isStopping } }

    /// From now on no new connection is taken.
    func beginToStop() {
        count.withLock { count in
            guard !count.isStopping else { return }
            count.isStopping = true
            if count.busy < limit { watch.acceptConnections(false) }
        }
    }

    /// A worker that waits ends, or could not be started.
    func leave() {
        count.withLock { count in
            count.waiting -= 1
            count.workers -= 1
        }
    }
}
