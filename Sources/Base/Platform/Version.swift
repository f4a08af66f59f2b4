/// The version of wechat-fcgi, as in CHANGELOG.md.
package enum Version {
    package static let current = "1.0.0"
}
