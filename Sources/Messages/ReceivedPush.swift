internal import WeChat

/// A push from WeChat, as it came.
struct ReceivedPush {
    let message: PushMessage
    /// Nil: it came in clear text.
    var envelope: Envelope?
    /// What to log about it although it was accepted; nil: nothing.
    var remark: WeChatError?

    /// How a message was encrypted, and how to encrypt the reply.
    struct Envelope {
        let format: MessageFormat
        /// Has the key that worked.
        let cipher: MessageCipher
    }
}
