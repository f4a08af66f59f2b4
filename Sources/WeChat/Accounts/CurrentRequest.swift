package import HTTP
package import Platform
internal import Synchronization

/// The request that a worker has in hand: since when its caller waits, and whether it still does.
///
/// All that a worker does is done for this request. Where there is none, as in `wechatctl`, time begins now and somebody
/// waits.
package final class CurrentRequest: Sendable {
    private struct State {
        var caller = Caller.unknown
        /// On `Deadline.monotonic`'s clock; nil: there is no request.
        var arrived: Double?
    }

    /// Of one worker, which takes the lock without waiting.
    private let state = Mutex(State())

    package init() {}

    /// A request is taken in hand.
    ///
    /// - Parameter seconds: that it may take.
    /// - Throws: `abandoned` when its caller has hung up while it was in a queue; `timedOut` when its time is over already.
    package func begin(_ caller: Caller, mayTake seconds: Double) throws(WeChatError) {
        let now = Deadline.monotonic()
        state.withLock { $0 = State(caller: caller, arrived: caller.arrived ?? now) }
        // Whoever has just called has hardly hung up, and asking costs a system call.
        if let arrived = caller.arrived, now - arrived < CurrentRequest.moment { return }
        try requireCaller()
        guard caller.arrived.map({ now - $0 < seconds }) ?? true else {
            throw .timedOut(call: "the web server's queue")
        }
    }

    private static let moment = 0.05

    /// It is answered.
    package func end() { state.withLock { $0 = State() } }

    /// So many seconds from when the request arrived, the time in queues included.
    package func deadline(after seconds: Double) -> Deadline {
        guard let arrived = state.withLock({ $0.arrived }) else { return Deadline(after: seconds) }
        return Deadline(after: max(0, arrived + seconds - Deadline.monotonic()))
    }

    /// - Throws: `abandoned` when nobody waits for the answer any more.
    package func requireCaller() throws(WeChatError) {
        if state.withLock({ $0.caller }).hasHungUp() { throw .abandoned }
    }
}
