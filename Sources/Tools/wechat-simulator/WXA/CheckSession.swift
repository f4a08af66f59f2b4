import JSON

/// `GET /wxa/checksession` — whether the server has the valid session_key.
enum CheckSession {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        _ = try call.signedSession(call.authorizedMiniProgram(store), store)
        return .json(["errcode": 0, "errmsg": "ok"])
    }
}
