internal import CLinux

/// The memory of this process, which holds keys and people's data.
package enum ProcessMemory {
    /// From now on no core dump of this process is written, and no debugger of an ordinary user reads it. For every program that
    /// reads the configuration, before it does.
    ///
    /// The programs that it starts may not dump core either; what else they may, they decide anew.
    ///
    /// The corresponding C functions are `setrlimit` with `RLIMIT_CORE` and `prctl` with `PR_SET_DUMPABLE`.
    /// - Returns: whether the kernel agreed.
    @discardableResult
    package static func forbidDumps() -> Bool { linux_forbid_dumps() == 0 }

    package static var allowsDumps: Bool { linux_allows_dumps() != 0 }
}
