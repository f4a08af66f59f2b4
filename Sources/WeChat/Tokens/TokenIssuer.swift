package import Platform

/// The issuer of access tokens and tickets: WeChat, or a test.
package protocol TokenIssuer: AnyObject {
    /// An access token: the current one, or with `force` a new one that voids it.
    func accessToken(for account: Account, force: Bool, until deadline: Deadline) throws(WeChatError) -> Issued
    /// Called when another request of this host asked, and got no answer for as long as this one could wait.
    func noteSilence()
    /// A ticket of one type.
    func ticket(_ type: TicketType, accessToken: String, until deadline: Deadline) throws(WeChatError) -> Issued
}

extension TokenIssuer {
    package func noteSilence() {}
}

/// The types of tickets that `ticket/getticket` issues.
package enum TicketType: String, CaseIterable, Sendable {
    case jsapi
}

/// A token or ticket as issued.
package struct Issued: Sendable {
    package let value: String
    /// Seconds.
    package let lifetime: Int64

    package init(value: String, lifetime: Int64) {
        self.value = value
        self.lifetime = lifetime
    }
}
