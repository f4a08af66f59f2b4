import INI

@testable import Site
@testable import WeChat

/// `wechat.ini`: every fault is told with its place, and nothing else happens.
enum Settings {
    static func check(_ bytes: [UInt8]) throws {
        if let entries = try? parseINI(bytes) {
            try promise(entries.allSatisfy { !$0.key.isEmpty && $0.line > 0 }, "an entry has a key and a line")
        }
        let file = try TemporaryBytes(bytes)
        let configuration: Configuration
        do throws(ConfigurationError) { configuration = try Configuration(file: file.path) } catch {
            return try promise(!error.faults.isEmpty, "a refusal has a reason")
        }
        try promise(!configuration.stateDirectory.isEmpty, "what must be there is there")
    }
}
