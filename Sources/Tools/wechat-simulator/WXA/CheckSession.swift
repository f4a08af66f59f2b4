import JSON

/// `GET /wxa/checksession` — whether the server has the session_key that is good now.
enum CheckSession {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        _ = try call.signedSession(call.authorizedMiniProgram(store), store)
        return .json(["errcode": 0, "errmsg": "ok"])
    }
}
