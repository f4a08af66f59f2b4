internal import Platform
internal import Site
internal import Storage
internal import WeChat

/// Runs the handler on messages of the inbox, one process at a time per message and each in a slot, and stores the
/// result.
///
/// A claim expires some time after the handler's deadline, because a killed process releases nothing.
struct Handling {
    /// A message that this process has claimed.
    struct Assignment {
        let id: Int64
        let appID: String
        let push: PushMessage
        /// Unix seconds.
        let receivedAt: Int64
        /// Counted from 1.
        let attempt: Int64
        let claim: [UInt8]
    }

    enum Result {
        /// The body of the answer; empty: none.
        case replied(String)
        case failed(HandlerFault)
        /// As `replied`, but the database did not store it.
        case repliedUnstored(String, HandlerFault)
        /// The claim expired before the handler ended, and another process took the message.
        case lost
    }

    /// Seconds to wait after each failed attempt; after the last one the message is given up.
    private static let delays: [Int64] = [0, 60, 300, 1800, 7200]
    private static let mostAttempts = Int64(delays.count + 1)
    /// Seconds by which a claim outlives the handler's deadline: for killing it and for storing its reply.
    private static let grace: Int64 = 2

    let slots: HandlerSlots
    private let handler: MessageHandler
    private let database: SiteDatabase
    private let clock: Clock

    /// Nil when there is no handler.
    init?(_ installation: Installation, _ database: SiteDatabase) throws(WeChatError) {
        guard let handler = MessageHandler(installation.configuration.messages) else { return nil }
        slots = try HandlerSlots(installation)
        clock = installation.clock
        self.handler = handler
        self.database = database
    }

    static func newClaim() -> [UInt8] { Random.bytes(16) }

    /// When the claim for a run of that many seconds expires.
    static func end(of seconds: Double, from now: Int64) -> Int64 { now + Int64(seconds.rounded(.up)) + grace }

    static func text(_ reply: Reply, to push: PushMessage, in format: MessageFormat, time: Int64) -> String {
        String(decoding: reply.body(to: push, in: format, time: time), as: UTF8.self)
    }

    /// Claims a message for a run of that many seconds; nil when another process was faster.
    func takeUp(
        _ message: InboxMessage, _ push: PushMessage, attempt: Int64, for seconds: Double
    ) throws(WeChatError) -> Assignment? {
        let claim = Handling.newClaim()
        let end = Handling.end(of: seconds, from: clock.now())
        guard try database.claim(message, attempt: attempt, as: claim, until: end) else { return nil }
        return Assignment(
            id: message.id, appID: message.appID, push: push, receivedAt: message.receivedAt, attempt: attempt,
            claim: claim)
    }

    /// Leaves a claimed message to `wechatctl inbox work`, which handles the earliest first.
    func postpone(_ task: Assignment) throws(WeChatError) {
        try database.postpone(task.id, claim: task.claim, until: task.receivedAt)
    }

    /// Runs the handler and stores the result, by `storeBy` at the latest. A message of which every run was
    /// interrupted, because its handler takes this process with it, is given up like one whose runs fail.
    func run(
        _ task: Assignment, in format: MessageFormat, canReply: Bool, deadline: Deadline, storeBy: Deadline? = nil
    ) throws(WeChatError) -> Result {
        let reply: Reply?
        do throws(HandlerFault) {
            guard task.attempt <= Handling.mostAttempts else { throw HandlerFault("every attempt was interrupted") }
            reply = try handler.run(
                task.push, id: task.id, appID: task.appID, attempt: task.attempt, canReply: canReply,
                deadline: deadline)
        } catch {
            try hurry(storeBy)
            try putOff(task, error)
            return .failed(error)
        }
        try hurry(storeBy)
        let text = reply.map { Handling.text($0, to: task.push, in: format, time: clock.now()) } ?? ""
        return try finish(task, text, canReply: canReply)
    }

    /// Waiting for a locked database must not exhaust WeChat's patience.
    private func hurry(_ deadline: Deadline?) throws(WeChatError) {
        if let deadline { try database.wait(atMost: deadline.remaining) }
    }

    /// A reply that cannot be stored is still sent while WeChat waits, because the handler has acted on it. Its message
    /// stays claimed and will be taken up again, as after a kill.
    private func finish(_ task: Assignment, _ text: String, canReply: Bool) throws(WeChatError) -> Result {
        do throws(WeChatError) {
            return try database.finish(task.id, claim: task.claim, reply: text) ? .replied(text) : .lost
        } catch {
            guard canReply else { throw error }
            return .repliedUnstored(text, HandlerFault("a reply was sent but not stored: \(error)"))
        }
    }

    private func putOff(_ task: Assignment, _ fault: HandlerFault) throws(WeChatError) {
        let delay = task.attempt < Handling.mostAttempts ? Handling.delays[Int(task.attempt) - 1] : nil
        try database.putOff(task.id, claim: task.claim, until: delay.map { clock.now() + $0 }, fault: "\(fault)")
    }
}
