package import HTTP
package import Platform
internal import Synchronization

/// The request that a worker has in hand: since when its caller waits, and whether it still does.
///
/// Everything a worker does is for this request. Without one, as in `wechatctl`, time begins now and somebody waits.
package final class CurrentRequest: Sendable {
    private struct State {
        var caller = Caller.unknown
        /// By the clock of `Deadline.monotonic`; nil: there is no request.
        var arrived: Double?
    }

    /// Belongs to one worker, so taking the lock never waits.
    private let state = Mutex(State())

    package init() {}

    /// Begins work on a request.
    ///
    /// - Parameter seconds: the time that it may take.
    /// - Throws: `abandoned` when its caller hung up while it was in a queue; `timedOut` when its time is already over.
    package func begin(_ caller: Caller, mayTake seconds: Double) throws(WeChatError) {
        let now = Deadline.monotonic()
        state.withLock { $0 = State(caller: caller, arrived: caller.arrived ?? now) }
        // A caller that has just arrived has hardly hung up, and asking costs a system call.
        if let arrived = caller.arrived, now - arrived < CurrentRequest.moment { return }
        try requireCaller()
        guard caller.arrived.map({ now - $0 < seconds }) ?? true else {
            throw .timedOut(call: "the web server's queue")
        }
    }

    private static let moment = 0.05

    /// Ends work on the request.
    package func end() { state.withLock { $0 = State() } }

    /// The moment `seconds` after the request arrived, including its time in queues.
    package func deadline(after seconds: Double) -> Deadline {
        guard let arrived = state.withLock({ $0.arrived }) else { return Deadline(after: seconds) }
        return Deadline(after: max(0, arrived + seconds - Deadline.monotonic()))
    }

    /// - Throws: `abandoned` when nobody waits for the answer any more.
    package func requireCaller() throws(WeChatError) {
        if state.withLock({ $0.caller }).hasHungUp() { throw .abandoned }
    }
}
