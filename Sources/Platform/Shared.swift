internal import CLinux
internal import Synchronization

/// A value that the threads of a process share: one at a time has it. It is `Synchronization.Mutex`, told to the thread
/// sanitizer, which does not know that lock and would call every use of it a race.
package struct Shared<Value: ~Copyable>: ~Copyable, Sendable {
    private let mutex: Mutex<Value>
    /// Stands for the mutex where its address is asked for.
    private let number = linux_new_lock()

    package init(_ value: consuming sending Value) { mutex = Mutex(value) }

    package borrowing func withLock<Result, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        let number = number
        return try mutex.withLock { (value) throws(Failure) in
            linux_has_locked(number)
            defer { linux_will_unlock(number) }
            return try body(&value)
        }
    }
}
