internal import Platform
internal import Site
internal import Storage
internal import WeChat

/// Accepts pushes, each once, and finds their replies.
struct Inbox {
    /// What a delivery led to.
    struct Outcome {
        let reply: PushReply
        /// Why the handler gave no reply.
        var fault: HandlerFault?
    }

    /// Seconds of a request's time that are reserved for storing a handler's reply.
    private static let reserve = 0.2
    /// Seconds after a request's time in which the reply can still be stored: WeChat's five allow more.
    private static let overtime = 0.3
    /// A handler with fewer seconds is not worth starting.
    private static let shortest = 0.5
    /// Seconds between two checks of a message that another process handles.
    private static let pause = 0.03

    private let appID: String
    private let rules: ReplyRules
    private let settings: MessageSettings
    private let clock: Clock
    private let database: SiteDatabase
    private let runner: HandlerRunner?
    private let window: PushWindow

    init(
        appID: String, _ rules: ReplyRules, _ installation: Installation, _ database: SiteDatabase
    ) throws(WeChatError) {
        self.appID = appID
        self.rules = rules
        self.database = database
        settings = installation.configuration.messages
        clock = installation.clock
        runner = try HandlerRunner(installation, database)
        window = PushWindow(settings, clock, database)
    }

    /// Stores a push unless it is there, and returns its reply: by a rule, by the handler if it is quick, else
    /// `success`.
    ///
    /// - Parameter deadline: when WeChat must have its response.
    /// - Throws: `request` for a push whose time is not accepted.
    func take(_ push: PushMessage, until deadline: Deadline) throws(WeChatError) -> Outcome {
        try window.check(push)
        let now = clock.now()
        let rule = rules.reply(to: push)
        let key = try push.key()
        guard let runner, rule == nil else {
            let reply = rule.map { PushReply.reply($0, time: now) } ?? .success
            let new = NewInboxMessage(
                appID: appID, key: key, push: push, receivedAt: now, fate: .replied(reply))
            return try store(new) == nil ? repeated(push, key, deadline) : Outcome(reply: reply)
        }
        let claim = HandlerRunner.newClaim()
        let new = NewInboxMessage(
            appID: appID, key: key, push: push, receivedAt: now,
            fate: .claimed(claim, until: HandlerRunner.end(of: settings.handlerTimeout, from: now)))
        guard let id = try store(new) else { return try repeated(push, key, deadline) }
        let message = ClaimedMessage(
            id: id, appID: appID, push: push, receivedAt: now, attempt: 1, claim: claim)
        return try handle(message, by: runner, deadline)
    }

    /// Stores the push and what it tells about the person, both or neither.
    private func store(_ new: NewInboxMessage) throws(WeChatError) -> Int64? {
        guard new.push.concernsPerson else { return try database.insert(new) }
        return try database.transaction { () throws(WeChatError) in
            guard let id = try database.insert(new) else { return nil }
            try database.note(new.push, appID: appID, now: new.receivedAt)
            return id
        }
    }

    /// The reply to the first delivery. While that one is being handled, this waits for it; if its process died, its
    /// message is taken up here.
    private func repeated(
        _ push: PushMessage, _ key: [UInt8], _ deadline: Deadline
    ) throws(WeChatError) -> Outcome {
        while let message = try database.inboxMessage(appID: appID, key: key) {
            if let reply = message.reply { return Outcome(reply: reply) }
            if let runner, message.isDue(now: clock.now()), deadline.remaining > Self.shortest + Self.reserve {
                if let claimed = try runner.takeUp(
                    message, push, attempt: message.attempts + 1, for: settings.handlerTimeout)
                {
                    return try handle(claimed, by: runner, deadline)
                }
            }
            guard deadline.remaining > Self.pause else { return Outcome(reply: .success) }
            Deadline.sleep(Self.pause)
        }
        throw .storage(StorageFault("a message of the inbox was deleted before it was answered"))
    }

    /// The handler's reply; `success` when all its processes are busy, or one handles another message of this person.
    private func handle(
        _ message: ClaimedMessage, by runner: HandlerRunner, _ deadline: Deadline
    ) throws(WeChatError) -> Outcome {
        let outcome = try runner.slots.holdIfFree(message.push.fromUserName) { () throws(WeChatError) in
            try run(message, by: runner, deadline)
        }
        if let outcome { return outcome }
        try runner.postpone(message)
        return Outcome(reply: .success)
    }

    private func run(
        _ message: ClaimedMessage, by runner: HandlerRunner, _ deadline: Deadline
    ) throws(WeChatError) -> Outcome {
        let seconds = min(settings.handlerTimeout, deadline.remaining - Self.reserve)
        defer { try? database.setLockTimeout(MessageGateway.databasePatience) }
        let result = try runner.run(
            message, canReply: true, deadline: Deadline(after: seconds),
            storeBy: Deadline(after: deadline.remaining + Self.overtime))
        switch result {
        case .replied(let reply): return Outcome(reply: reply)
        case .repliedUnstored(let reply, let fault): return Outcome(reply: reply, fault: fault)
        case .failed(let fault): return Outcome(reply: .success, fault: fault)
        case .lost: return Outcome(reply: try database.inboxMessage(id: message.id)?.reply ?? .success)
        }
    }
}
