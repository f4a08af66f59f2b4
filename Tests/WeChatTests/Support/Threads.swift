import Foundation
import Synchronization

/// Runs the work on so many threads at once and gives what came of it.
func inParallel<T: Sendable>(_ count: Int, _ work: @escaping @Sendable (Int) throws -> T) -> [Result<T, any Error>] {
    let results = Results<T>()
    let (gate, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    for index in 0..<count {
        Thread.detachNewThread {
            gate.wait()
            let result = Result { try work(index) }
            results.values.withLock { $0[index] = result }
            done.signal()
        }
    }
    for _ in 0..<count { gate.signal() }
    for _ in 0..<count { done.wait() }
    return results.values.withLock { values in (0..<count).compactMap { values[$0] } }
}

private final class Results<T: Sendable>: Sendable {
    let values = Mutex<[Int: Result<T, any Error>]>([:])
}
