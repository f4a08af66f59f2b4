import JSON

/// `POST /cgi-bin/openapi/quota/get` — how often a call was made today, and how often it may be. Zeros for a call that
/// the simulator does not count.
///
/// https://developers.weixin.qq.com/doc/service/api/apimanage/api_getapiquota
enum APIQuota {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedAccount(store)
        let path = try call.object()["cgi_path"]?.string ?? ""
        guard path.hasPrefix("/") else { throw .refused(Refusal(76003)) }
        let route = RouteTable.routes.first { $0.path == path }
        guard let route, route.family == .cgiBin || route.family == .sns else { throw .refused(Refusal(76021)) }
        guard route.family == .cgiBin else { throw .refused(Refusal(76022)) }
        let quota = Quota.allCases.first { $0.path == path }
        let limit = quota?.limit ?? 0
        let used = if let quota { try store.used(quota, account.appid, now: call.now) } else { Int64(0) }
        return .json([
            "errcode": 0, "errmsg": "ok",
            "quota": [
                "daily_limit": .integer(limit), "used": .integer(used), "remain": .integer(max(0, limit - used)),
            ],
        ])
    }
}
