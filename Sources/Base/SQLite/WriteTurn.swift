internal import Platform

/// Makes the threads of this process write one after the other.
///
/// SQLite lets one connection write at a time; the others sleep and try again, longer each time, so with many threads
/// most of the time is spent sleeping. Waiting for the writing thread is faster. It is not a lock: whoever has waited
/// long enough goes on, and SQLite decides.
final class WriteTurn {
    /// In seconds; as long as SQLite waits for another process.
    var patience: Double

    private var isHeld = false

    private let turnstile: Turnstile

    init(patience: Double, path: String) {
        self.patience = patience
        turnstile = Turnstile(writersOf: path)
    }

    /// Waits until it is this connection's turn.
    ///
    /// - Returns: whether it is now its turn; false when it already was, or did not become so.
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
