internal import CLinux
internal import Synchronization

/// A value that the threads of a process share: one at a time has it.
///
/// `Synchronization.Mutex` holds the value, and who may come to it is decided by a lock of the C library's, so that the other
/// is always free. Alone it would not do: on Linux it spins while another has it, and hands itself over in the order of
/// arrival, which cost half of the throughput with more threads than cores; and the thread sanitizer does not know it.
package struct Shared<Value: ~Copyable>: ~Copyable, Sendable {
    private let mutex: Mutex<Value>
    /// The address of a `pthread_mutex_t`.
    private let lock = linux_new_lock()

    package init(_ value: consuming sending Value) { mutex = Mutex(value) }

    deinit { linux_delete_lock(lock) }

    package borrowing func withLock<Result, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        linux_lock_mutex(lock)
        defer { linux_unlock_mutex(lock) }
        return try mutex.withLock(body)
    }
}
