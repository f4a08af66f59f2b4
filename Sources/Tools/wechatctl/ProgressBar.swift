internal import Platform

/// The progress of a long task, on one line of standard error; nothing if that is not a terminal.
final class ProgressBar {
    private static let width = 30
    /// Seconds between two updates.
    private static let pause = 0.1

    private let title: String
    private let isShown = StandardStreams.hasWatcher
    private var last = -1.0
    private var hasShown = false

    init(_ title: String) { self.title = title }

    func show(_ done: Int, of total: Int) {
        let now = Deadline.monotonic()
        guard isShown, total > 0, done == total || now - last >= ProgressBar.pause else { return }
        last = now
        hasShown = true
        let filled = ProgressBar.width * done / total
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: ProgressBar.width - filled)
        StandardStreams.show("\r\(title) \(bar) \(done)/\(total)")
    }

    /// As above, when the total may be unknown.
    func show(_ done: Int, of total: Int?) {
        if let total { return show(done, of: total) }
        let now = Deadline.monotonic()
        guard isShown, now - last >= ProgressBar.pause else { return }
        last = now
        hasShown = true
        StandardStreams.show("\r\(title) \(done)")
    }

    /// Leaves the line as it is.
    func end() {
        if hasShown { StandardStreams.show("\n") }
        hasShown = false
    }
}
