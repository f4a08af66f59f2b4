/// The version of wechat-fcgi, as CHANGELOG.md has it.
package enum Version {
    package static let current = "1.0.0"
}
