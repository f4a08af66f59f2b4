import JSON

/// `POST /cgi-bin/callback/check` — how WeChat's network sees the gateway's address. Here every name leads to this
/// host, which always answers.
///
/// https://developers.weixin.qq.com/doc/service/Basic_Information/Network_Detection.html
enum CallbackCheck {
    private static let operators = ["CHINANET", "UNICOM", "CAP", "DEFAULT"]

    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedAccount(store)
        let body = try call.object()
        let action = body["action"]?.string ?? ""
        guard ["dns", "ping", "all"].contains(action) else { throw .refused(Refusal(40202)) }
        guard let from = body["check_operator"]?.string, operators.contains(from) else {
            throw .refused(Refusal(40203))
        }
        guard (try? store.gateway(account.appid).address(nil, site: store.site)) != nil else {
            throw .refused(Refusal(40201))
        }
        let own = from == "DEFAULT" ? "CAP" : from
        let names: JSONValue = [["ip": "127.0.0.1", "real_operator": .string(own)]]
        let echoes: JSONValue = [
            ["ip": "127.0.0.1", "from_operator": .string(own), "package_loss": "0%", "time": "0.079ms"]
        ]
        let dns: [JSONValue.Member] = action == "ping" ? [] : [.init("dns", names)]
        return .json(.object(dns + (action == "dns" ? [] : [.init("ping", echoes)])))
    }
}
