internal import JSON

/// Where a pushed message stands.
package enum InboxState: String, CaseIterable, Sendable {
    /// Answered, and handled if there was anything to handle.
    case done
    /// Somebody handles it now, or was killed while doing so.
    case working
    /// To be handled later.
    case waiting
    /// Given up: handling failed too often.
    case failed
}

/// A message that was pushed, as the inbox keeps it.
package struct InboxMessage: Sendable, Equatable {
    package let id: Int64
    package let appID: String
    package let openid: String
    /// `text`, `image` …; for events `event/subscribe` and the like, in lower case.
    package let type: String
    /// The push as JSON.
    package let content: String
    /// Unix seconds by WeChat's clock.
    package let createdAt: Int64
    /// Unix seconds.
    package let receivedAt: Int64
    package let state: InboxState
    /// The body that WeChat was answered with; empty: `success`; nil: none yet.
    package let reply: String?
    /// What the handler replied when WeChat no longer waited.
    package let lateReply: String?
    /// How often a handler was started.
    package let attempts: Int64
    /// Why the last attempt failed.
    package let fault: String?
    /// Who handles it now.
    package let claim: [UInt8]?
    /// When it may be taken up, or when whoever handles it has given up at the latest. Unix seconds.
    package let dueAt: Int64?

    /// The longest time from a claim or a failure to `dueAt`, in seconds. More than that, and the clock was set back.
    static let longestDelay: Int64 = 3 * 3600

    /// Whether somebody may take it up.
    package func isDue(now: Int64) -> Bool { dueAt.map { !(now + 1...now + Self.longestDelay).contains($0) } ?? false }

    /// The push that it was.
    package var push: PushMessage? {
        (try? JSONValue(parsing: Array(content.utf8), limits: .own)).flatMap(PushMessage.init)
    }
}

/// A message on its way into the inbox.
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
        /// It has its answer.
        case answered(String)
        /// It is handled now by whoever has this claim, until this time.
        case claimed([UInt8], until: Int64)
    }
}
