internal import Platform
internal import WeChat

/// The configuration of a process, read once for all its workers.
///
/// While it has a fault it is read again whenever somebody asks, so that mending the file is enough.
final class ConfigurationSource: Sendable {
    private let locate: @Sendable () throws(ConfigurationError) -> String
    private let read = Shared<Configuration?>(nil)

    /// - Parameter locate: finds the file.
    init(_ locate: @escaping @Sendable () throws(ConfigurationError) -> String = ConfigurationLocation.find) {
        self.locate = locate
    }

    /// What was read; nil: nothing yet.
    var current: Configuration? { read.withLock { $0 } }

    func get() throws(ConfigurationError) -> Configuration {
        if let current { return current }
        let new = try Configuration(file: locate())
        read.withLock { $0 = new }
        return new
    }
}
