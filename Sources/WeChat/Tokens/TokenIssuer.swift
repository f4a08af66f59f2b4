package import Platform

/// Who issues access tokens and tickets: WeChat, or a test.
package protocol TokenIssuer: AnyObject {
    /// An access token: the one in force, or with `force` a new one that voids it.
    func accessToken(for account: Account, force: Bool, until deadline: Deadline) throws(WeChatError) -> Issued
    /// Another of this host's requests has asked, and got no answer in all the time that one behind it could wait.
    func noteSilence()
    /// A ticket of one type.
    func ticket(_ type: TicketType, accessToken: String, until deadline: Deadline) throws(WeChatError) -> Issued
}

extension TokenIssuer {
    package func noteSilence() {}
}

/// What `ticket/getticket` can be asked for.
package enum TicketType: String, CaseIterable, Sendable {
    case jsapi
}

/// A token or ticket as it was issued.
package struct Issued: Sendable {
    package let value: String
    /// Seconds.
    package let lifetime: Int64

    package init(value: String, lifetime: Int64) {
        self.value = value
        self.lifetime = lifetime
    }
}
