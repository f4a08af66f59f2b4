internal import Platform
package import Site
package import WeChat

extension ReplyRules {
    /// `follow_reply`, and the rules of `replies_file`.
    ///
    /// - Throws: `notConfigured` with every error of the file and its place.
    package init(_ settings: MessageSettings) throws(WeChatError) {
        self = try settings.repliesFile.map { (path) throws(WeChatError) in try ReplyRules(file: path) } ?? ReplyRules()
        guard let text = settings.followReply else { return }
        guard follow == nil else {
            throw .notConfigured(.messages, "[messages] follow_reply: is set twice: here and in replies_file")
        }
        follow = .text(text)
    }

    private init(file path: String) throws(WeChatError) {
        let bytes: [UInt8]
        do throws(FileSystemError) { bytes = try TextFile.read(path, limit: 1 << 20) } catch {
            throw .notConfigured(.messages, "[messages] replies_file: \(error)")
        }
        let (rules, faults) = ReplyRules.read(bytes)
        guard faults.isEmpty else {
            let lines = faults.map { "[messages] replies_file: \(path): \($0)" }
            throw .notConfigured(.messages, lines.joined(separator: "\n"))
        }
        self = rules
    }
}
