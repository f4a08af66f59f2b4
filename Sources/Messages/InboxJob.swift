internal import Platform
package import WeChat

/// What an operator does with the inbox: look, finish what waits, run handling again, forget what is old.
package struct InboxJob {
    /// What became of one message.
    package enum Result: Sendable, Equatable {
        /// The body of a reply that comes too late to be sent; empty: there is none.
        case done(reply: String)
        /// To be tried again, or given up: see its state.
        case failed(String)
        /// Another process has it.
        case busy
    }

    /// Rows that one statement deletes: other writers wait for it.
    private static let chunk: Int64 = 1000
    /// Seconds that a slot is waited for beyond the longest runs.
    private static let patience = 5.0

    private let installation: Installation
    private let settings: MessageSettings
    private let rules: ReplyRules
    private let database: SiteDatabase
    private let handling: Handling?

    package init(_ installation: Installation) throws(WeChatError) {
        self.installation = installation
        settings = installation.configuration.messages
        rules = try ReplyRules(settings)
        let database = try installation.openDatabase()
        self.database = database
        handling = try Handling(installation, database)
    }

    /// The messages in a state, or all, the latest first.
    package func messages(_ state: InboxState?, limit: Int) throws(WeChatError) -> [InboxMessage] {
        try database.inboxMessages(state, limit: Int64(limit))
    }

    package func message(_ id: Int64) throws(WeChatError) -> InboxMessage? { try database.inboxMessage(id: id) }

    /// How many messages wait to be handled.
    package func countDue() throws(WeChatError) -> Int {
        try database.countDueInboxMessages(now: installation.clock.now())
    }

    /// Handles the message that has been due for longest.
    ///
    /// - Returns: its id and what became of it; nil: none is due.
    package func workOnNext() throws(WeChatError) -> (id: Int64, result: Result)? {
        guard let message = try database.dueInboxMessage(now: installation.clock.now()) else { return nil }
        return (message.id, try run(message, attempt: message.attempts + 1))
    }

    /// Handles a message again: notes what it tells of the person, and asks rules and handler for a reply, which is kept.
    package func replay(_ message: InboxMessage) throws(WeChatError) -> Result {
        let now = installation.clock.now()
        guard message.state != .working || message.isDue(now: now) else { return .busy }
        guard let push = message.push else { return try giveUp(message) }
        try database.transaction { () throws(WeChatError) in
            try database.note(push, appID: message.appID, now: now)
        }
        guard let rule = rules.reply(to: push) else { return try run(message, attempt: 1) }
        let claim = Handling.newClaim()
        guard try database.claim(message, attempt: message.attempts, as: claim, until: Handling.end(of: 0, from: now))
        else { return .busy }
        let text = Handling.text(rule, to: push, in: .xml, time: now)
        return try database.finish(message.id, claim: claim, reply: text) ? .done(reply: text) : .busy
    }

    /// Forgets what is over and older than so many days; of the last hour nothing, since WeChat may deliver it again.
    ///
    /// - Parameter progress: called after each part, with how many were deleted and how many there were.
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

    /// Waits for a slot before it takes the message up. Its turn is not to be lost to another run that takes all its time.
    private func run(_ message: InboxMessage, attempt: Int64) throws(WeChatError) -> Result {
        guard let handling else { throw .notConfigured("[messages] handler_command") }
        guard let push = message.push else { return try giveUp(message) }
        let patience = Deadline(after: settings.workTimeout + settings.handlerTimeout + InboxJob.patience)
        guard let slot = try handling.slots.wait(for: push.fromUserName, until: patience) else { return .busy }
        defer { withExtendedLifetime(slot) {} }
        guard let task = try handling.takeUp(message, push, attempt: attempt, for: settings.workTimeout) else {
            return .busy
        }
        let deadline = Deadline(after: settings.workTimeout)
        switch try handling.run(task, in: .xml, canReply: false, deadline: deadline) {
        case .replied(let reply): return .done(reply: reply)
        case .failed(let fault): return .failed("\(fault)")
        case .repliedUnstored, .lost: return .busy
        }
    }

    private func giveUp(_ message: InboxMessage) throws(WeChatError) -> Result {
        let claim = Handling.newClaim()
        let end = Handling.end(of: 0, from: installation.clock.now())
        guard try database.claim(message, attempt: message.attempts, as: claim, until: end) else { return .busy }
        let fault = "its content is damaged"
        try database.putOff(message.id, claim: claim, until: nil, fault: fault)
        return .failed(fault)
    }
}
