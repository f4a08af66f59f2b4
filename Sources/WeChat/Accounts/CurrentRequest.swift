package import HTTP
package import Platform

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

    private let state = Shared(State())

    package init() {}

    /// A request is taken in hand.
    package func begin(_ caller: Caller) {
        let arrived = Deadline.monotonic() - caller.waited
        state.withLock { $0 = State(caller: caller, arrived: arrived) }
    }

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
