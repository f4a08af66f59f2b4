import Foundation

@testable import Site
@testable import WeChat

/// A `wechat.ini` in a folder of its own.
struct ConfigurationFile {
    static let required = "public_url = https://www.example.com\nstate_dir = /srv/state\n"

    let directory: TemporaryDirectory
    let path: String

    init(_ text: String, mode: Int = 0o600) throws {
        directory = try TemporaryDirectory()
        path = directory.path + "/wechat.ini"
        try add("wechat.ini", text, mode: mode)
    }

    /// Puts a file beside it.
    func add(_ name: String, _ text: String, mode: Int = 0o600) throws {
        try add(name, Array(text.utf8), mode: mode)
    }

    func add(_ name: String, _ bytes: [UInt8], mode: Int = 0o600) throws {
        let path = directory.path + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    func read() throws(ConfigurationError) -> Configuration { try Configuration(file: path) }

    /// Every fault, with file names as seen from the file's folder; empty when there is none.
    func faults() -> [String] {
        do throws(ConfigurationError) { _ = try read() } catch {
            let text = error.description.replacingOccurrences(of: directory.path + "/", with: "")
            return text.split(separator: "\n").map { String($0) }
        }
        return []
    }
}

/// A configuration of which the two required settings and `text` are given.
func configuration(_ text: String) throws -> Configuration {
    try ConfigurationFile(ConfigurationFile.required + text).read()
}
