internal import CLinux
internal import Synchronization

/// A value that the threads of a process share, one at a time.
///
/// `Synchronization.Mutex` holds the value, but a lock of the C library decides who may use it, so that the mutex is
/// always free. The mutex alone would not do: on Linux it spins while another thread holds it, and is handed over in
/// the order of arrival, which halved the throughput with more threads than cores. The thread sanitizer does not know
/// it, either.
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
