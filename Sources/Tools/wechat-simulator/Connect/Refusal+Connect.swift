/// Why the pages of open.weixin.qq.com refuse. If WeChat's number is unknown it is -1, and not shown.
extension Refusal {
    static func missing(_ name: String) -> Refusal {
        let codes: [String: Int64] = ["scope": 10010, "redirect_uri": 10011, "appid": 10012]
        return Refusal(codes[name] ?? -1, "缺少参数 \(name) is missing")
    }

    static func unknownAccount(_ appid: String) -> Refusal {
        Refusal(40013, "appid 参数错误 there is no account \(appid)")
    }

    static func noOfficialAccount(_ appid: String) -> Refusal {
        Refusal(10016, "须使用公众号的 appid: \(appid) is not an official account")
    }

    static func wrongDomain(_ host: String, _ account: Account) -> Refusal {
        Refusal(
            10003,
            "redirect_uri 域名与后台配置不一致: redirect_uri leads to the host \(host), and the authorised domain (网页授权域名) of "
                + "\(account.appid) is \(account.redirectDomain ?? "not set"). Sub-domains are not shared. "
                + "POST /_simulator/account {\"appid\", \"redirect_domain\"} sets it.")
    }

    static func noScope(_ scope: String, _ account: Account) -> Refusal {
        Refusal(10005, "scope 参数错误或没有 scope 权限: \(account.appid) may not ask for \(scope)")
    }
}
