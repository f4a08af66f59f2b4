import Foundation

/// Holds up whoever waits at it, until it is opened.
final class Gate: Sendable {
    private let condition = NSCondition()
    nonisolated(unsafe) private var isOpen = false
    nonisolated(unsafe) private var waiting = 0

    func wait() {
        condition.lock()
        waiting += 1
        condition.broadcast()
        while !isOpen { condition.wait() }
        condition.unlock()
    }

    func open() {
        condition.lock()
        isOpen = true
        condition.broadcast()
        condition.unlock()
    }

    /// Until so many have come.
    func waitFor(_ count: Int) throws {
        condition.lock()
        defer { condition.unlock() }
        while waiting < count {
            guard condition.wait(until: Date() + 20) else { throw GateError() }
        }
    }

    private struct GateError: Error {}
}
