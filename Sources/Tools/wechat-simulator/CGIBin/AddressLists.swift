import JSON

/// The two lists of WeChat's own addresses: single ones and blocks mixed.
enum AddressLists {
    /// `GET /cgi-bin/getcallbackip` — the addresses from which WeChat sends requests.
    static func callback(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        _ = try call.authorizedAccount(store)
        return .json(["ip_list": ["127.0.0.1", "127.0.0.2", "101.226.103.0/25"]])
    }

    /// `GET /cgi-bin/get_api_domain_ip` — the addresses of WeChat's API.
    static func domain(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        _ = try call.authorizedAccount(store)
        return .json(["ip_list": ["127.0.0.1", "101.226.212.0/27"]])
    }
}
