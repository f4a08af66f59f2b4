internal import JSON
package import Platform

/// Keeps all processes of the host from asking WeChat while it does not answer: after some failures in a row, calls
/// fail at once for some seconds. Then one call at a time is let through as a test; the first success lets all through
/// again.
///
/// The shared state is one small file. If it is missing or cannot be read or written, nothing is held back. Times are
/// the machine's uptime, which nobody can set.
package final class CircuitBreaker: Sendable {
    /// Failures in a row.
    static let threshold: Int64 = 5
    /// Seconds for which nobody asks.
    static let pause: Int64 = 3

    /// The content of the file.
    package struct State: Sendable, Equatable {
        package var failures: Int64 = 0
        /// Uptime in seconds until which nobody asks.
        var closedUntil: Int64 = 0
        var bootID = ""
        /// The last failure.
        package var reason = ""

        /// Whether calls are held back.
        package var isOpen: Bool { failures >= CircuitBreaker.threshold }
    }

    /// The permission to make a call.
    enum Pass: ~Copyable {
        case open
        /// The one test call; others are held back as long as this exists.
        case probe(FileLock)
    }

    private let path: String
    private let lockPath: String
    private let clock: Clock

    /// - Parameter directory: closed to others; it must exist.
    package init(directory: String, clock: Clock) {
        path = directory + "/breaker.json"
        lockPath = directory + "/breaker.lock"
        self.clock = clock
    }

    /// Lets a call through, or not.
    ///
    /// - Throws: `unavailable` when WeChat must not be asked now.
    func admit(_ call: APICall) throws(WeChatError) -> Pass {
        let state = state()
        guard state.isOpen else { return .open }
        guard clock.uptime() >= state.closedUntil, let lock = try? FileLock(trying: lockPath) else {
            throw heldBack(call, state)
        }
        // The previous holder of the lock may have just tried.
        let now = self.state()
        guard now.isOpen else { return .open }
        guard clock.uptime() >= now.closedUntil else { throw heldBack(call, now) }
        return .probe(lock)
    }

    /// WeChat has answered.
    func noteSuccess(_ pass: consuming Pass) {
        guard state().failures > 0 else { return }
        locked(pass, for: 0) { write(State()) }
    }

    /// WeChat has not answered, or was busy.
    func noteFailure(_ pass: consuming Pass, _ reason: String) {
        locked(pass, for: 0.05) {
            var state = state()
            state.failures += 1
            state.closedUntil = clock.uptime() + CircuitBreaker.pause
            state.bootID = clock.bootID
            state.reason = String(decoding: reason.utf8.prefix(200), as: UTF8.self)
            write(state)
        }
    }

    /// Changes the file under the lock, or gives up after `seconds`: another process then tests WeChat, or records the
    /// same.
    private func locked(_ pass: consuming Pass, for seconds: Double, _ change: () -> Void) {
        switch consume pass {
        case .probe(let lock):
            change()
            _ = consume lock
        case .open:
            guard let lock = try? FileLock(waitingFor: lockPath, until: Deadline(after: seconds)) else { return }
            change()
            _ = consume lock
        }
    }

    /// What is known about WeChat now.
    package func state() -> State {
        guard let bytes = try? FileSystem.read(path, limit: 4096), let state = State(bytes),
            state.bootID == clock.bootID, state.closedUntil <= clock.uptime() + CircuitBreaker.pause
        else { return State() }
        return state
    }

    /// Seconds until somebody may ask again.
    package func remaining(_ state: State) -> Int64 {
        state.isOpen ? min(max(state.closedUntil, clock.uptime()) - clock.uptime(), CircuitBreaker.pause) : 0
    }

    /// Need not survive a power cut: after one, nothing is known about WeChat.
    private func write(_ state: State) { try? FileSystem.replace(path, with: state.bytes, survivesPowerCut: false) }

    private func heldBack(_ call: APICall, _ state: State) -> WeChatError {
        .unavailable(
            call: call.path,
            reason:
                "not asked, after \(state.failures) failures in a row (\(state.reason)); next in \(remaining(state)) s")
    }
}

extension CircuitBreaker.State {
    fileprivate init?(_ bytes: [UInt8]) {
        guard let json = try? JSONValue(parsing: bytes), let failures = json["failures"]?.integer,
            let closedUntil = json["closed_until"]?.integer, let bootID = json["boot_id"]?.string
        else { return nil }
        self.init(
            failures: failures, closedUntil: closedUntil, bootID: bootID, reason: json["reason"]?.string ?? "")
    }

    fileprivate var bytes: [UInt8] {
        let json: JSONValue = [
            "failures": .integer(failures), "closed_until": .integer(closedUntil), "boot_id": .string(bootID),
            "reason": .string(reason),
        ]
        return json.bytes
    }
}
