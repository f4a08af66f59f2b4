internal import Platform

/// Has the threads of this process write one after the other.
///
/// SQLite lets one connection write at a time, and the others sleep and look again, longer each time: with many threads most of
/// the time is slept. Waiting for the one who writes is shorter. It is no lock: whoever has waited for long enough goes on,
/// and SQLite decides.
final class WriteTurn {
    /// Seconds; as long as SQLite waits for another process.
    var patience: Double

    private var isHeld = false

    private let turnstile: Turnstile

    init(patience: Double, path: String) {
        self.patience = patience
        turnstile = Turnstile(writersOf: path)
    }

    /// Waits for this connection's turn.
    ///
    /// - Returns: whether it has it from now on; false when it had it already, or got none.
    func begin() -> Bool {
        guard !isHeld else { return false }
        isHeld = turnstile.enter(within: patience)
        return isHeld
    }

    func end() {
        isHeld = false
        turnstile.leave()
    }
}
