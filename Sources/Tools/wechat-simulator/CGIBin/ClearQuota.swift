import JSON

/// `POST /cgi-bin/clear_quota` — resets the counts of all the account's calls, ten times a month.
///
/// https://developers.weixin.qq.com/doc/service/api/apimanage/api_clearquota
enum ClearQuota {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedAccount(store)
        guard try call.object()["appid"]?.string == account.appid else { throw .refused(Refusal(40013)) }
        try store.use(.clearQuota, account.appid, now: call.now)
        try store.clearQuotas(account.appid)
        return .ok
    }
}
