import JSON

/// `GET /_simulator/state` — everything that WeChat knows about an account, for tests to compare with a client's data.
enum StateControl {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let appid = try call.namedAccount(call.query("appid"), store).appid
        return .json([
            "now": .integer(call.now), "access_token": try tokens(appid, store), "tickets": try tickets(appid, store),
            "quota": try quotas(appid, store, now: call.now),
            "session_keys": .object(try store.sessionKeys(appid).map(member)),
        ])
    }

    private static func tokens(_ appid: String, _ store: borrowing Store) throws(Failure) -> JSONValue {
        var members: [JSONValue.Member] = []
        for kind in AccessToken.Kind.allCases {
            let token = try store.latestToken(appid, kind)
            members.append(JSONValue.Member(kind.rawValue, token.map(json) ?? .null))
        }
        return .object(members)
    }

    private static func tickets(_ appid: String, _ store: borrowing Store) throws(Failure) -> JSONValue {
        var members: [JSONValue.Member] = []
        for kind in Ticket.Kind.allCases {
            let ticket = try store.ticket(appid, kind)
            members.append(JSONValue.Member(kind.rawValue, ticket.map(json) ?? .null))
        }
        return .object(members)
    }

    private static func quotas(_ appid: String, _ store: borrowing Store, now: Int64) throws(Failure) -> JSONValue {
        var members: [JSONValue.Member] = []
        for quota in Quota.allCases {
            let used = JSONValue.integer(try store.used(quota, appid, now: now))
            let limit = quota.limit.map(JSONValue.integer) ?? .null
            members.append(JSONValue.Member(quota.rawValue, ["used": used, "limit": limit]))
        }
        return .object(members)
    }

    private static func member(_ key: SessionKey) -> JSONValue.Member {
        .init(key.person, ["session_key": .string(key.text), "made_at": .integer(key.madeAt)])
    }

    private static func json(_ token: AccessToken) -> JSONValue {
        ["access_token": .string(token.text), "expires_at": .integer(token.expiresAt)]
    }

    private static func json(_ ticket: Ticket) -> JSONValue {
        ["ticket": .string(ticket.text), "expires_at": .integer(ticket.expiresAt)]
    }
}
