internal import Glibc

/// The moment at which waiting is given up. Independent of the wall clock.
package struct Deadline: Sendable {
    private let end: Double

    /// `seconds` from now.
    package init(after seconds: Double) { end = Deadline.monotonic() + seconds }

    /// Seconds left; 0 when it has passed.
    package var remaining: Double { max(0, end - Deadline.monotonic()) }

    package var hasPassed: Bool { remaining == 0 }

    /// Monotonic time in seconds, for durations only. The corresponding C function is `clock_gettime`.
    package static func monotonic() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Sleeps for `seconds`, or until a signal arrives. The corresponding C function is `nanosleep`.
    package static func sleep(_ seconds: Double) {
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int((seconds - seconds.rounded(.down)) * 1e9))
        unsafe nanosleep(&time, nil)
    }
}
