internal import Glibc

/// The two times that an expiry is measured by, replaceable in tests.
///
/// The wall clock can be set back, by hand or by a time server; the uptime cannot. Whatever must not outlive its expiry
/// is checked against both.
package struct Clock: Sendable {
    /// Unix time in whole seconds.
    package let now: @Sendable () -> Int64
    /// Seconds since the machine was started, sleep included.
    package let uptime: @Sendable () -> Int64
    /// Names one run of the machine, so that uptimes of different runs are never compared.
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
