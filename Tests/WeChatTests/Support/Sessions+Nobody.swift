import Platform

@testable import People
@testable import WeChat

extension Sessions {
    /// A session in which nobody has logged in: earlier releases kept such rows, and old databases hold them. Its id.
    func openForNobody() throws -> String {
        let id = Random.hexadecimal(64)
        try database.insert(
            Session(
                tokenHash: Fingerprint.of(id), kind: kind, userID: nil, appID: appID, openid: nil,
                createdAt: clock.now(),
                expiresAt: clock.now() + kind.lifetime(settings), revokedAt: nil))
        return id
    }
}
