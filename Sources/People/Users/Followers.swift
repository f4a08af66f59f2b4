package import JSON
internal import Storage
package import WeChat

/// What is known about followers of the official account, from WeChat itself and from its pushes, which told who left.
package struct Followers {
    private let account: OfficialAccount
    private let database: SiteDatabase

    /// Uses the sessions' connection to the database.
    package init(_ account: OfficialAccount, _ sessions: Sessions) {
        self.account = account
        database = sessions.database
    }

    /// WeChat's profile of a follower. While WeChat cannot be reached, its last push still tells that somebody left.
    ///
    /// - Throws: `refused` with 43004 when the person does not follow the account.
    package func profile(_ openid: String) throws(WeChatError) -> JSONValue {
        do throws(WeChatError) { return try account.follower(openid, until: account.deadline()) } catch {
            guard error.isTransient, try hasLeft(openid) else { throw error }
            throw OfficialAccount.notFollowing
        }
    }

    private func hasLeft(_ openid: String) throws(WeChatError) -> Bool {
        try database.identity(appID: account.account.appID, openid: openid)?.unsubscribedAt != nil
    }
}

extension WeChatError {
    /// Whether WeChat may answer the next time.
    fileprivate var isTransient: Bool {
        switch self {
        case .unavailable, .timedOut: true
        default: false
        }
    }
}
