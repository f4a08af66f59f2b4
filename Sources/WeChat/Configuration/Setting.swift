/// One setting with the value in force, as `wechatctl config show` prints it.
package struct Setting: Sendable {
    /// Empty for the settings above the first section.
    package let section: String
    package let key: String
    /// The value in the file's own form; secrets are redacted.
    package let text: String
    /// Whether the file says so; else it is the default.
    package let isGiven: Bool

    /// How errors and `wechatctl config get` name it: `state_dir`, `sessions.lifetime`.
    package var name: String { section.isEmpty ? key : "\(section).\(key)" }
}
