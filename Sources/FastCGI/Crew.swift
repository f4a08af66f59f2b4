internal import Platform

/// Who works in this process: how many workers there are, wait, and have a request in hand.
///
/// There is always one more that waits, up to the limit, so that no request has to wait for another's end. It costs a
/// thread's stack until it has a request.
///
/// At the limit the process takes no new connections, which are for its siblings then; but what arrives on a connection
/// that it keeps can be answered by nobody else. For that it may have some workers more.
final class Crew: Sendable {
    private struct Count {
        var workers = 1
        var waiting = 1
        var busy = 0
        var isStopping = false
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
    func finishRequest() {
        count.withLock { count in
            count.waiting += 1
            // Under the lock, so that the last change of mind is the last one that the kernel hears of.
            if count.busy == limit, !count.isStopping { watch.acceptConnections(true) }
            count.busy -= 1
        }
    }

    /// A worker that waited has a request.
    ///
    /// - Returns: whether another one is to be started, since nobody waits now. It counts as waiting already.
    func takeRequest() -> Bool {
        count.withLock { count in
            count.waiting -= 1
            count.busy += 1
            if count.busy == limit, !count.isStopping { watch.acceptConnections(false) }
            guard count.waiting == 0, count.workers < mostWorkers, !count.isStopping else { return false }
            count.workers += 1
            count.waiting += 1
            return true
        }
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
