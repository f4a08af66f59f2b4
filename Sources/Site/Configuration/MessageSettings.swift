/// `[messages]`: how pushes are handled.
package struct MessageSettings: Sendable {
    package let encryptedOnly: EncryptedOnly
    /// The reply to a new follower; nil: none.
    package let followReply: String?
    /// The file of rules for replies, which the gateways read; nil: none.
    package let repliesFile: String?
    /// An external program and its arguments, for messages without a matching rule; empty: none.
    package let handlerCommand: [String]
    /// How many handlers run at a time on this host.
    package let handlerProcesses: Int
    /// Seconds that the handler has while WeChat waits.
    package let handlerTimeout: Double
    /// Seconds that it has for a postponed message.
    package let workTimeout: Double
    /// Days for which finished messages are kept.
    package let keepDays: Int

    /// Whether a push in clear text is refused, though its signature is right.
    package enum EncryptedOnly: String, CaseIterable, Sendable {
        /// If there is a key for decryption.
        case auto
        case always = "true"
        case never = "false"
    }

    /// Seconds that WeChat's clock may be ahead of ours.
    package static let clockSkew: Int64 = 300

    /// Seconds for which finished messages are kept: as long as a push is accepted, and longer by as much as a push may
    /// be ahead of its time.
    package var memory: Int64 { Int64(keepDays) * 86_400 + MessageSettings.clockSkew }

    /// The largest text reply that WeChat accepts, in bytes.
    package static let longestReply = 2048
}

extension MessageSettings {
    init(from reader: inout ConfigurationReader) {
        encryptedOnly = reader.choice("messages", "encrypted_only", default: .auto)
        let text = reader.value(
            "messages", "follow_reply", fallback: "", shownAs: "",
            expected: "a text of at most \(MessageSettings.longestReply) bytes"
        ) { $0.utf8.count <= MessageSettings.longestReply ? $0 : nil }
        followReply = text.isEmpty ? nil : text
        let file = reader.text("messages", "replies_file")
        repliesFile = file.isEmpty ? nil : reader.resolve(file)
        let command = reader.text("messages", "handler_command")
        handlerCommand = command.split(separator: " ").map(String.init)
        handlerProcesses = reader.whole("messages", "handler_processes", default: 4, in: 1...64)
        handlerTimeout = reader.seconds("messages", "handler_timeout", default: 3, in: 0.1...4)
        workTimeout = reader.seconds("messages", "work_timeout", default: 60, in: 0.1...600)
        keepDays = reader.whole("messages", "keep_days", default: 30, in: 1...36_500)
    }
}

extension Configuration {
    /// Whether a push in clear text is refused, though its signature is right.
    package var requiresEncryptedPushes: Bool {
        switch messages.encryptedOnly {
        case .auto: officialAccount.encodingAESKey != nil || officialAccount.previousEncodingAESKey != nil
        case .always: true
        case .never: false
        }
    }
}
