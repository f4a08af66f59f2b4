import Foundation

/// A directory for one test, removed with its content when the test ends.
final class ScratchDirectory: Sendable {
    let path: String

    init() throws {
        path = "/tmp/wfs-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file in it, which need not be there.
    func file(_ name: String = "test.sqlite") -> String { path + "/" + name }
}

/// The permission bits of a file, or nil when there is none.
func permissions(_ path: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int
}
