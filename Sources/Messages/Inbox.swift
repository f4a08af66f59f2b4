internal import Platform
internal import Site
internal import Storage
internal import WeChat

/// Accepts pushes, each once, and finds their answers.
struct Inbox {
    /// The answer to a push.
    struct Answer {
        /// The body of the answer; empty: `success`.
        let reply: String
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
    private let handling: Handling?
    private let window: PushWindow

    init(
        appID: String, _ rules: ReplyRules, _ installation: Installation, _ database: SiteDatabase
    ) throws(WeChatError) {
        self.appID = appID
        self.rules = rules
        self.database = database
        settings = installation.configuration.messages
        clock = installation.clock
        handling = try Handling(installation, database)
        window = PushWindow(settings, clock, database)
    }

    /// Stores a push unless it is there, and returns its answer: by a rule, by the handler if it is quick, else
    /// `success`.
    ///
    /// - Parameter deadline: when WeChat must have its answer.
    /// - Throws: `request` for a push whose time is not accepted.
    func take(_ push: PushMessage, in format: MessageFormat, until deadline: Deadline) throws(WeChatError) -> Answer {
        try window.check(push)
        let now = clock.now()
        let rule = rules.reply(to: push)
        let key = try push.key()
        guard let handling, rule == nil else {
            let reply = rule.map { Handling.text($0, to: push, in: format, time: now) } ?? ""
            let new = NewInboxMessage(
                appID: appID, key: key, push: push, receivedAt: now, fate: .answered(reply))
            return try store(new) == nil ? repeated(push, key, format, deadline) : Answer(reply: reply)
        }
        let claim = Handling.newClaim()
        let new = NewInboxMessage(
            appID: appID, key: key, push: push, receivedAt: now,
            fate: .claimed(claim, until: Handling.end(of: settings.handlerTimeout, from: now)))
        guard let id = try store(new) else { return try repeated(push, key, format, deadline) }
        let task = Handling.Assignment(
            id: id, appID: appID, push: push, receivedAt: now, attempt: 1, claim: claim)
        return try handle(task, by: handling, format, deadline)
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

    /// The answer to the first delivery. While that one is being handled, this waits for it; if its process died, its
    /// message is taken up here.
    private func repeated(
        _ push: PushMessage, _ key: [UInt8], _ format: MessageFormat, _ deadline: Deadline
    ) throws(WeChatError) -> Answer {
        while let message = try database.inboxMessage(appID: appID, key: key) {
            if let reply = message.reply { return Answer(reply: reply) }
            if let handling, message.isDue(now: clock.now()), deadline.remaining > Self.shortest + Self.reserve {
                if let task = try handling.takeUp(
                    message, push, attempt: message.attempts + 1, for: settings.handlerTimeout)
                {
                    return try handle(task, by: handling, format, deadline)
                }
            }
            guard deadline.remaining > Self.pause else { return Answer(reply: "") }
            Deadline.sleep(Self.pause)
        }
        throw .storage(StorageFault("a message of the inbox was deleted before it was answered"))
    }

    /// The handler's answer; `success` when all its processes are busy, or one handles another message of this person.
    private func handle(
        _ task: Handling.Assignment, by handling: Handling, _ format: MessageFormat, _ deadline: Deadline
    ) throws(WeChatError) -> Answer {
        let answer = try handling.slots.holdIfFree(task.push.fromUserName) { () throws(WeChatError) in
            try run(task, by: handling, format, deadline)
        }
        if let answer { return answer }
        try handling.postpone(task)
        return Answer(reply: "")
    }

    private func run(
        _ task: Handling.Assignment, by handling: Handling, _ format: MessageFormat, _ deadline: Deadline
    ) throws(WeChatError) -> Answer {
        let seconds = min(settings.handlerTimeout, deadline.remaining - Self.reserve)
        defer { try? database.setLockTimeout(MessageGateway.databasePatience) }
        let result = try handling.run(
            task, in: format, canReply: true, deadline: Deadline(after: seconds),
            storeBy: Deadline(after: deadline.remaining + Self.overtime))
        switch result {
        case .replied(let reply): return Answer(reply: reply)
        case .repliedUnstored(let reply, let fault): return Answer(reply: reply, fault: fault)
        case .failed(let fault): return Answer(reply: "", fault: fault)
        case .lost: return Answer(reply: try database.inboxMessage(id: task.id)?.reply ?? "")
        }
    }
}
