/// A limit on how often an account may do something.
enum Quota: String, CaseIterable {
    case token
    case stableToken = "stable_token"
    case stableTokenPerMinute = "stable_token_per_minute"
    case forceRefresh = "force_refresh"
    /// Counted, since clients must call it rarely; how often WeChat lets them is not known.
    case getTicket = "getticket"

    /// Uses in one period; nil: any number.
    var limit: Int64? {
        switch self {
        case .token: 2000
        case .stableToken: 500_000
        case .stableTokenPerMinute: 10_000
        case .forceRefresh: 20
        case .getTicket: nil
        }
    }

    /// The number of the minute or day that `now` is in. Days are Beijing's.
    func period(_ now: Int64) -> Int64 {
        self == .stableTokenPerMinute ? now / 60 : (now + 8 * 3600) / 86400
    }
}
