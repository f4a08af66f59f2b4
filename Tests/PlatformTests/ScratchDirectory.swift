import Foundation

/// A directory for one test, removed with its content when the test ends.
final class ScratchDirectory {
    let path: String

    init() throws {
        path = "/tmp/wfp-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file in it, which is not there yet.
    func file(_ name: String = "file") -> String { path + "/" + name }

    /// Writes a file in place, as an editor would, and gives its path.
    func write(_ text: String, to name: String = "file", mode: Int? = nil) throws -> String {
        try write(Array(text.utf8), to: name, mode: mode)
    }

    func write(_ bytes: [UInt8], to name: String = "file", mode: Int? = nil) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
        if let mode { try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file(name)) }
        return file(name)
    }
}

/// The permission bits of a file, or nil when there is none.
func permissions(_ path: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int
}

/// The content of a file as text, or nil when there is none.
func content(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }
