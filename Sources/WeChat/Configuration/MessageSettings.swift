internal import Platform

/// `[messages]`: what happens to what WeChat pushes.
package struct MessageSettings: Sendable {
    /// Whether a push in clear text is refused, though its signature is right.
    package let requiresEncryption: Bool
    /// `follow_reply` and what `replies_file` holds.
    package let rules: ReplyRules
    /// An external program and its arguments, for what no rule answers; empty: none.
    package let handlerCommand: [String]
    /// Seconds that the handler has while WeChat waits.
    package let handlerTimeout: Double
    /// Seconds that it has for a message that was put off.
    package let workTimeout: Double
    /// Days for which messages are kept once they are done with.
    package let keepDays: Int
}

extension MessageSettings {
    init(from reader: inout ConfigurationReader) {
        requiresEncryption = reader.flag("messages", "encrypted_only", default: false)
        rules = ReplyRules(from: &reader)
        let command = reader.text("messages", "handler_command")
        handlerCommand = command.split(separator: " ").map(String.init)
        handlerTimeout = reader.seconds("messages", "handler_timeout", default: 3, in: 0.1...4)
        workTimeout = reader.seconds("messages", "work_timeout", default: 60, in: 0.1...600)
        keepDays = reader.whole("messages", "keep_days", default: 30, in: 1...36_500)
    }
}

extension ReplyRules {
    fileprivate init(from reader: inout ConfigurationReader) {
        let file = reader.text("messages", "replies_file")
        self = file.isEmpty ? ReplyRules() : ReplyRules.read(file: file, &reader)
        let text = reader.value(
            "messages", "follow_reply", fallback: "", shownAs: "",
            expected: "a text of at most \(Reply.longestText) bytes"
        ) { (try? Reply.checkedText($0)) ?? nil }
        guard !text.isEmpty else { return }
        if follow != nil { reader.report("messages", "follow_reply", "is given twice, here and in replies_file") }
        follow = .text(text)
    }

    private static func read(file: String, _ reader: inout ConfigurationReader) -> ReplyRules {
        let path = reader.resolve(file)
        do throws(FileSystemError) {
            let (rules, faults) = read(try FileSystem.read(path, limit: 1 << 20))
            for fault in faults { reader.report("messages", "replies_file", "\(path): \(fault)") }
            return rules
        } catch { reader.report("messages", "replies_file", "\(error)") }
        return ReplyRules()
    }
}
