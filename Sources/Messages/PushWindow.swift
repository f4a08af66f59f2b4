internal import HTTP
internal import Platform
internal import Site
internal import Storage
internal import WeChat

/// The period in which a push is accepted: from as long ago as the inbox remembers messages, to some minutes ahead. A
/// signature never expires, so whoever has seen a push could otherwise deliver it again once it is forgotten.
///
/// Source: `docs/protocol/wechat.md`, "Signatures".
struct PushWindow {
    private let memory: Int64
    private let clock: Clock
    private let database: SiteDatabase

    init(_ settings: MessageSettings, _ clock: Clock, _ database: SiteDatabase) {
        memory = Int64(settings.keepDays) * 86_400
        self.clock = clock
        self.database = database
    }

    /// - Throws: `request` when the push is too old or too far ahead.
    func check(_ push: PushMessage) throws(WeChatError) {
        let now = clock.now()
        let time = push.createTime
        guard time <= now + MessageSettings.clockSkew else {
            throw PushWindow.refusal("\(time - now) seconds ahead: is this host's clock right?")
        }
        guard time >= now - memory else {
            throw PushWindow.refusal(
                "\((now - time) / 86_400) days old, more than keep_days: it was pushed before, or this host's clock is wrong"
            )
        }
        // A mark in the future was made by a wrong clock.
        if let forgotten = try database.inboxPrunedBefore(), forgotten <= now,
            time < forgotten + MessageSettings.clockSkew
        {
            throw PushWindow.refusal("\(now - time) seconds old, more than the inbox remembers")
        }
    }

    private static func refusal(_ reason: String) -> WeChatError {
        .forged(.invalid("CreateTime", reason: "is \(reason)"))
    }
}
