/// A logged-in person.
package struct Login: Sendable {
    /// Nil for the visitor of a snapshot page, who has no user and therefore no records.
    package let userID: Int64?
    package let appID: String
    package let openid: String

    /// Nil for a session in which nobody has logged in yet.
    init?(_ session: Session) {
        guard let openid = session.openid else { return nil }
        userID = session.userID
        self.openid = openid
        appID = session.appID
    }

    /// Whether the person is virtual: the visitor of a snapshot page.
    package var isSnapshot: Bool { userID == nil }
}
