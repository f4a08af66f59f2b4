internal import WeChat

/// Why a handler gave no reply. It quotes nothing of the message.
struct HandlerFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// The same for the log.
    var error: WeChatError { .unavailable(call: "inbox", reason: description) }
}
