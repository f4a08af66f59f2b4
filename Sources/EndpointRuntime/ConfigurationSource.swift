internal import Platform
package import Site
internal import WeChat

/// The configuration of a process, read once for all its workers.
///
/// While it has an error it is read again at each use, so that correcting the file is enough.
package final class ConfigurationSource: Sendable {
    private let locate: @Sendable () throws(ConfigurationError) -> String
    private let read = Shared<Configuration?>(nil)

    /// - Parameter locate: finds the file.
    package init(_ locate: @escaping @Sendable () throws(ConfigurationError) -> String = ConfigurationLocation.find) {
        self.locate = locate
    }

    /// The configuration that was read; nil: none yet.
    package var current: Configuration? { read.withLock { $0 } }

    package func get() throws(ConfigurationError) -> Configuration {
        if let current { return current }
        let new = try Configuration(file: locate())
        read.withLock { $0 = new }
        return new
    }
}
