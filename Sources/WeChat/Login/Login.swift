/// Who is logged in.
package struct Login: Sendable {
    package let userID: Int64
    package let appID: String
    package let openid: String

    /// Nil for a session in which nobody has logged in yet.
    init?(_ session: Session) {
        guard let userID = session.userID, let openid = session.openid else { return nil }
        self.userID = userID
        self.openid = openid
        appID = session.appID
    }
}
