internal import CLinux

/// The memory of this process, which holds keys and people's data.
package enum ProcessMemory {
    /// Prevents core dumps of this process, and debuggers of ordinary users from reading it. Every program that reads
    /// the configuration calls this first.
    ///
    /// Programs that it starts cannot dump core either. Everything else is up to them.
    ///
    /// The corresponding C functions are `setrlimit` with `RLIMIT_CORE` and `prctl` with `PR_SET_DUMPABLE`.
    /// - Returns: whether the kernel agreed.
    @discardableResult
    package static func forbidDumps() -> Bool { linux_forbid_dumps() == 0 }

    package static var allowsDumps: Bool { linux_allows_dumps() != 0 }
}
