import Platform
import Synchronization

/// A clock that stands still until a test moves it.
final class ManualClock: Sendable {
    private let wall = Mutex<Int64>(1_700_000_000)
    private let uptime = Mutex<Int64>(5000)

    var clock: Clock { clock(bootID: "boot-1") }

    func clock(bootID: String) -> Clock {
        Clock(now: { self.wall.withLock { $0 } }, uptime: { self.uptime.withLock { $0 } }, bootID: bootID)
    }

    /// Lets time pass.
    func pass(_ seconds: Int64) {
        setWall(by: seconds)
        uptime.withLock { $0 += seconds }
    }

    /// Sets the wall clock, as a time server does: no time passes.
    func setWall(by seconds: Int64) { wall.withLock { $0 += seconds } }
}
