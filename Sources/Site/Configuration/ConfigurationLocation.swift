internal import Platform

/// Where a program looks for `wechat.ini`.
package enum ConfigurationLocation {
    /// The first existing one of: `$WECHAT_CONFIG`; the folder above the program's; `~/.config/wechat-fcgi`;
    /// `/etc/wechat-fcgi`. A file named by `WECHAT_CONFIG` is returned unchecked, so that a wrong name is an error.
    ///
    /// - Throws: an error that lists the places when none has the file.
    package static func find() throws(ConfigurationError) -> String {
        if let named = Environment.value("WECHAT_CONFIG"), !named.isEmpty { return named }
        if let found = candidates.first(where: FileSystem.exists) { return found }
        let message = "no configuration found; looked for $WECHAT_CONFIG, " + candidates.joined(separator: ", ")
        throw ConfigurationError(faults: [.init(file: "wechat.ini", line: nil, key: nil, message: message)])
    }

    private static var candidates: [String] {
        let folder = Environment.executablePath.map { FileSystem.directory(of: FileSystem.directory(of: $0)) }
        let user = Environment.home.map { $0 + "/.config/wechat-fcgi" }
        return [folder, user, "/etc/wechat-fcgi"].compactMap { $0 }.map { $0 + "/wechat.ini" }
    }
}
