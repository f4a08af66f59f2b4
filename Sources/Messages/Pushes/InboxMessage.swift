internal import JSON

/// The state of a pushed message.
package enum InboxState: String, CaseIterable, Sendable {
    /// Replied to, and handled if necessary.
    case done
    /// Being handled now, or its handler was killed.
    case working
    /// To be handled later.
    case waiting
    /// Given up: handling failed too often.
    case failed
}

/// A pushed message, as stored in the inbox.
package struct InboxMessage: Sendable, Equatable {
    package let id: Int64
    package let appID: String
    package let openid: String
    /// `text`, `image` …; for events `event/subscribe` and so on, in lower case.
    package let type: String
    /// The push as JSON.
    package let content: String
    /// The push's format; nil: version 1.0 stored it.
    let format: MessageFormat?
    /// Unix seconds by WeChat's clock.
    package let createdAt: Int64
    /// Unix seconds.
    package let receivedAt: Int64
    package let state: InboxState
    /// What WeChat gets; nil: nothing yet.
    package let reply: PushReply?
    /// The handler's reply after WeChat stopped waiting.
    package let lateReply: PushReply?
    /// How many times a handler was started.
    package let attempts: Int64
    /// Why the last attempt failed.
    package let fault: String?
    /// Who handles it now.
    package let claim: [UInt8]?
    /// When it may be taken up, or when its present handler has given up at the latest. Unix seconds.
    package let dueAt: Int64?

    /// The longest time from a claim or a failure to `dueAt`, in seconds. If it is longer, the clock was set back.
    static let longestDelay: Int64 = 3 * 3600

    /// Whether somebody may take it up.
    package func isDue(now: Int64) -> Bool { dueAt.map { !(now + 1...now + Self.longestDelay).contains($0) } ?? false }

    /// The original push.
    package var push: PushMessage? {
        guard let content = try? JSONValue(parsing: Array(content.utf8), limits: .own) else { return nil }
        return PushMessage(content, format ?? MessageFormat(ofStored: content))
    }

    /// The reply as WeChat gets it, before encryption; empty: `success`.
    package var replyText: String? { reply.map(text) }

    /// The late reply, written likewise; empty: the handler gave none.
    package var lateReplyText: String? { lateReply.map(text) }

    private func text(_ reply: PushReply) -> String { push.map(reply.text) ?? reply.stored }
}

/// A message about to be stored in the inbox.
package struct NewInboxMessage {
    package let appID: String
    package let key: [UInt8]
    package let push: PushMessage
    package let receivedAt: Int64
    package let fate: Fate

    /// The push as JSON.
    var content: String { push.storedContent }

    package init(appID: String, key: [UInt8], push: PushMessage, receivedAt: Int64, fate: Fate) {
        self.appID = appID
        self.key = key
        self.push = push
        self.receivedAt = receivedAt
        self.fate = fate
    }

    package enum Fate {
        /// It already has its reply.
        case replied(PushReply)
        /// It is being handled by the holder of this claim, until this time.
        case claimed([UInt8], until: Int64)
    }
}
