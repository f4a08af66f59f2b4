import Foundation

/// A fresh folder, closed to others, removed with everything in it when the test is over.
final class TemporaryDirectory {
    let path: String

    init() throws {
        path = "/tmp/wf-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
