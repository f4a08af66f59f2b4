/// One setting with its effective value, as `wechatctl config show` prints it.
package struct Setting: Sendable {
    /// Empty for the settings above the first section.
    package let section: String
    package let key: String
    /// The value as the file would have it; secrets are redacted.
    package let text: String
    /// Whether the file sets it; else it is the default.
    package let isGiven: Bool

    /// Its name in errors and in `wechatctl config get`: `state_dir`, `sessions.lifetime`.
    package var name: String { section.isEmpty ? key : "\(section).\(key)" }
}
