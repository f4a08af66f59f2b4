import JSON

/// `GET /sns/auth` — whether a person's access_token is valid.
enum WebAuth {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        _ = try call.webToken(store)
        return .json(["errcode": 0, "errmsg": "ok"])
    }
}
