internal import Platform
package import Site
internal import Storage
package import WeChat

/// The operator's work on the inbox: look, finish postponed messages, handle again, delete old ones.
package struct InboxJob {
    /// The result for one message.
    package enum Result: Sendable, Equatable {
        /// The text of a reply that is too late to be sent, in the push's format; empty: none.
        case done(reply: String)
        /// It failed: its state tells whether it will be tried again.
        case failed(String)
        /// Another process has it.
        case busy
    }

    /// Rows deleted per statement: other writers wait for it.
    private static let chunk: Int64 = 1000
    /// Seconds to wait for a slot beyond the longest runs.
    private static let patience = 5.0

    private let installation: Installation
    private let settings: MessageSettings
    private let rules: ReplyRules
    private let database: SiteDatabase
    private let runner: HandlerRunner?

    package init(_ installation: Installation) throws(WeChatError) {
        self.installation = installation
        settings = installation.configuration.messages
        rules = try ReplyRules(settings)
        let database = try installation.openDatabase()
        self.database = database
        runner = try HandlerRunner(installation, database)
    }

    /// The messages in a state, or all, latest first.
    package func messages(_ state: InboxState?, limit: Int) throws(WeChatError) -> [InboxMessage] {
        try database.inboxMessages(state, limit: Int64(limit))
    }

    package func message(_ id: Int64) throws(WeChatError) -> InboxMessage? { try database.inboxMessage(id: id) }

    /// How many messages wait to be handled.
    package func countDue() throws(WeChatError) -> Int {
        try database.countDueInboxMessages(now: installation.clock.now())
    }

    /// Handles the message that has been due longest.
    ///
    /// - Returns: its id and the result; nil: none is due.
    package func workOnNext() throws(WeChatError) -> (id: Int64, result: Result)? {
        guard let message = try database.dueInboxMessage(now: installation.clock.now()) else { return nil }
        return (message.id, try run(message, attempt: message.attempts + 1))
    }

    /// Handles a message again: records what it tells about the person, and asks rules and handler for a reply, which
    /// is stored.
    package func replay(_ message: InboxMessage) throws(WeChatError) -> Result {
        let now = installation.clock.now()
        guard message.state != .working || message.isDue(now: now) else { return .busy }
        guard let push = message.push else { return try giveUp(message) }
        try database.transaction { () throws(WeChatError) in
            try database.note(push, appID: message.appID, now: now)
        }
        guard let rule = rules.reply(to: push) else { return try run(message, attempt: 1) }
        let claim = HandlerRunner.newClaim()
        guard
            try database.claim(
                message, attempt: message.attempts, as: claim, until: HandlerRunner.end(of: 0, from: now))
        else { return .busy }
        let reply = PushReply.reply(rule, time: now)
        let isStored = try database.finish(message.id, claim: claim, reply: reply, to: push)
        return isStored ? .done(reply: reply.text(to: push)) : .busy
    }

    /// Deletes finished messages older than that many days, but none of the last hour, since WeChat may deliver them
    /// again.
    ///
    /// - Parameter progress: called after each part, with the number deleted and the total.
    package func prune(
        olderThan days: Int, progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) throws(WeChatError) -> Int {
        let time = installation.clock.now() - max(3600, Int64(days) * 86_400) - MessageSettings.clockSkew
        let all = try database.countOldInboxMessages(receivedBefore: time)
        var total = 0
        while true {
            let count = try database.pruneInbox(receivedBefore: time, limit: InboxJob.chunk)
            total += count
            progress(total, max(total, all))
            if count < InboxJob.chunk { return total }
        }
    }

    /// Waits for a slot before claiming the message, so that its turn is not lost to another run that takes all its
    /// time.
    private func run(_ message: InboxMessage, attempt: Int64) throws(WeChatError) -> Result {
        guard let runner else { throw .notConfigured(.messages, "[messages] handler_command") }
        guard let push = message.push else { return try giveUp(message) }
        let patience = Deadline(after: settings.workTimeout + settings.handlerTimeout + InboxJob.patience)
        let result = try runner.slots.hold(push.fromUserName, until: patience) { () throws(WeChatError) in
            try run(message, push, attempt, by: runner)
        }
        return result ?? .busy
    }

    private func run(
        _ message: InboxMessage, _ push: PushMessage, _ attempt: Int64, by runner: HandlerRunner
    ) throws(WeChatError) -> Result {
        guard let claimed = try runner.takeUp(message, push, attempt: attempt, for: settings.workTimeout) else {
            return .busy
        }
        let deadline = Deadline(after: settings.workTimeout)
        switch try runner.run(claimed, canReply: false, deadline: deadline) {
        case .replied(let reply): return .done(reply: reply.text(to: push))
        case .failed(let fault): return .failed("\(fault)")
        case .repliedUnstored, .lost: return .busy
        }
    }

    private func giveUp(_ message: InboxMessage) throws(WeChatError) -> Result {
        let claim = HandlerRunner.newClaim()
        let end = HandlerRunner.end(of: 0, from: installation.clock.now())
        guard try database.claim(message, attempt: message.attempts, as: claim, until: end) else { return .busy }
        let fault = "its content is damaged"
        try database.putOff(message.id, claim: claim, until: nil, fault: fault)
        return .failed(fault)
    }
}
