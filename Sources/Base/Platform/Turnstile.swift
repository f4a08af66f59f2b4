internal import CLinux

/// A gate that admits one thread of this process at a time.
package struct Turnstile: Sendable {
    private let number: Int32

    /// For threads that write to a file. There are only a few gates: two files may share one, which costs nothing but
    /// time.
    package init(writersOf path: String) {
        number = Int32(path.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 } % 64)
    }

    /// Waits until nobody is inside, at most `seconds`. The corresponding C function is `pthread_mutex_clocklock`.
    ///
    /// - Returns: whether this thread is inside now.
    package func enter(within seconds: Double) -> Bool { linux_enter(number, Int32(seconds * 1000)) == 0 }

    package func leave() { linux_leave_turnstile(number) }
}
