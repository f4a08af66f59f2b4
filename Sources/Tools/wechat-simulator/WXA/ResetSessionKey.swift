import JSON

/// `GET /wxa/resetusersessionkey` — replaces the session_key with which the call is signed.
enum ResetSessionKey {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let old = try call.signedSession(call.authorizedMiniProgram(store), store)
        try store.use(call.path, old.appid, old.person, now: call.now)
        let new = try store.issueSessionKey(old.appid, old.person, now: call.now)
        return .json([
            "errcode": 0, "errmsg": "ok", "openid": .string(try Person.openID(new.appid, new.person)),
            "session_key": .string(new.text),
        ])
    }
}
