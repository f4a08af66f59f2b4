internal import Glibc

/// The two clocks by which an expiry is measured, replaceable in tests.
///
/// The wall clock can be set back, by hand or by a time server; the uptime cannot. Whatever must not outlive its expiry
/// is checked against both.
package struct Clock: Sendable {
    /// Unix time in whole seconds.
    package let now: @Sendable () -> Int64
    /// Seconds since the machine was started, including sleep.
    package let uptime: @Sendable () -> Int64
    /// Identifies one boot of the machine, so that uptimes of different boots are never compared.
    package let bootID: String

    package init(
        now: @escaping @Sendable () -> Int64, uptime: @escaping @Sendable () -> Int64, bootID: String
    ) {
        self.now = now
        self.uptime = uptime
        self.bootID = bootID
    }

    /// The machine's own clocks. The corresponding C function is `clock_gettime`.
    package static let system = Clock(
        now: { seconds(of: CLOCK_REALTIME) },
        uptime: { seconds(of: CLOCK_BOOTTIME) },
        bootID: FileSystem.firstLine(of: "/proc/sys/kernel/random/boot_id") ?? "")

    private static func seconds(of clock: clockid_t) -> Int64 {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec)
    }
}
