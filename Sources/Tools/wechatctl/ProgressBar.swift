internal import Platform

/// How far a long work has come, on one line of standard error; nothing where nobody watches.
final class ProgressBar {
    private static let width = 30
    /// Seconds between two looks.
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

    /// As above, where the total may not be known.
    func show(_ done: Int, of total: Int?) {
        if let total { return show(done, of: total) }
        let now = Deadline.monotonic()
        guard isShown, now - last >= ProgressBar.pause else { return }
        last = now
        hasShown = true
        StandardStreams.show("\r\(title) \(done)")
    }

    /// Leaves the line as it stands.
    func end() {
        if hasShown { StandardStreams.show("\n") }
        hasShown = false
    }
}
