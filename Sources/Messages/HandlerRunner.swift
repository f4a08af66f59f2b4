internal import Platform
internal import Site
internal import Storage
internal import WeChat

/// Runs the handler on messages of the inbox, one process at a time per message and each in a slot, and stores the
/// result.
///
/// A claim expires some time after the handler's deadline, because a killed process releases nothing.
struct HandlerRunner {
    enum Result {
        case replied(PushReply)
        case failed(HandlerFault)
        /// As `replied`, but the database did not store it.
        case repliedUnstored(PushReply, HandlerFault)
        /// The claim expired before the handler ended, and another process took the message.
        case lost
    }

    /// Seconds to wait after each failed attempt; after the last one the message is given up.
    private static let delays: [Int64] = [0, 60, 300, 1800, 7200]
    private static let mostAttempts = Int64(delays.count + 1)
    /// Seconds by which a claim outlives the handler's deadline: for killing it and for storing its reply.
    private static let grace: Int64 = 2

    let slots: HandlerSlots
    private let command: HandlerCommand
    private let database: SiteDatabase
    private let clock: Clock

    /// Nil when there is no handler.
    init?(_ installation: Installation, _ database: SiteDatabase) throws(WeChatError) {
        guard let command = HandlerCommand(installation.configuration.messages) else { return nil }
        slots = try HandlerSlots(installation)
        clock = installation.clock
        self.command = command
        self.database = database
    }

    static func newClaim() -> [UInt8] { Random.bytes(16) }

    /// When the claim for a run of that many seconds expires.
    static func end(of seconds: Double, from now: Int64) -> Int64 { now + Int64(seconds.rounded(.up)) + grace }

    /// Claims a message for a run of that many seconds; nil when another process was faster.
    func takeUp(
        _ message: InboxMessage, _ push: PushMessage, attempt: Int64, for seconds: Double
    ) throws(WeChatError) -> ClaimedMessage? {
        let claim = HandlerRunner.newClaim()
        let end = HandlerRunner.end(of: seconds, from: clock.now())
        guard try database.claim(message, attempt: attempt, as: claim, until: end) else { return nil }
        return ClaimedMessage(
            id: message.id, appID: message.appID, push: push, receivedAt: message.receivedAt, attempt: attempt,
            claim: claim)
    }

    /// Leaves a claimed message to `wechatctl inbox work`, which handles the earliest first.
    func postpone(_ message: ClaimedMessage) throws(WeChatError) {
        try database.postpone(message.id, claim: message.claim, until: message.receivedAt)
    }

    /// Runs the handler and stores the result, by `storeBy` at the latest. A message of which every run was
    /// interrupted, because its handler takes this process with it, is given up like one whose runs fail.
    func run(
        _ message: ClaimedMessage, canReply: Bool, deadline: Deadline, storeBy: Deadline? = nil
    ) throws(WeChatError) -> Result {
        let reply: Reply?
        do throws(HandlerFault) {
            guard message.attempt <= HandlerRunner.mostAttempts else {
                throw HandlerFault("every attempt was interrupted")
            }
            reply = try command.run(
                message.push, id: message.id, appID: message.appID, attempt: message.attempt, canReply: canReply,
                deadline: deadline)
        } catch {
            try hurry(storeBy)
            try putOff(message, error)
            return .failed(error)
        }
        try hurry(storeBy)
        let made = reply.map { PushReply.reply($0, time: clock.now()) } ?? .success
        return try finish(message, made, canReply: canReply)
    }

    /// Waiting for a locked database must not exhaust WeChat's patience.
    private func hurry(_ deadline: Deadline?) throws(WeChatError) {
        if let deadline { try database.setLockTimeout(deadline.remaining) }
    }

    /// A reply that cannot be stored is still sent while WeChat waits, because the handler has acted on it. Its message
    /// stays claimed and will be taken up again, as after a kill.
    private func finish(_ message: ClaimedMessage, _ reply: PushReply, canReply: Bool) throws(WeChatError) -> Result {
        do throws(WeChatError) {
            let isStored = try database.finish(message.id, claim: message.claim, reply: reply, to: message.push)
            return isStored ? .replied(reply) : .lost
        } catch {
            guard canReply else { throw error }
            return .repliedUnstored(reply, HandlerFault("a reply was sent but not stored: \(error)"))
        }
    }

    private func putOff(_ message: ClaimedMessage, _ fault: HandlerFault) throws(WeChatError) {
        let delay = message.attempt < HandlerRunner.mostAttempts ? HandlerRunner.delays[Int(message.attempt) - 1] : nil
        try database.putOff(message.id, claim: message.claim, until: delay.map { clock.now() + $0 }, fault: "\(fault)")
    }
}
