import Platform

/// A limit on how often an account may do something.
///
/// The daily numbers are from https://developers.weixin.qq.com/doc/service/Message_Management/API_Call_Limits.html, if
/// that page has them.
enum Quota: String, CaseIterable {
    case token
    case stableToken = "stable_token"
    case stableTokenPerMinute = "stable_token_per_minute"
    case forceRefresh = "force_refresh"
    case getTicket = "getticket"
    case userInfo = "user_info"
    case userList = "user_get"
    case mediaUpload = "media_upload"
    case mediaDownload = "media_get"
    case menuCreate = "menu_create"
    case menuGet = "menu_get"
    case menuDelete = "menu_delete"
    case customSend = "custom_send"
    case templateSend = "template_send"
    case subscribeSend = "subscribe_send"
    case qrcodeCreate = "qrcode_create"
    /// For `clear_quota`, which shares it with the console's button.
    case clearQuota = "clear_quota"

    /// The quota that every call with an access_token to this path uses; nil: nothing is counted.
    init?(path: String) {
        guard let quota = Quota.allCases.first(where: { $0.path == path }), !quota.isCountedByHandler else {
            return nil
        }
        self = quota
    }

    /// The call that it limits; nil for additional limits of a call.
    var path: String? {
        switch self {
        case .token: "/cgi-bin/token"
        case .stableToken: "/cgi-bin/stable_token"
        case .stableTokenPerMinute, .forceRefresh: nil
        case .getTicket: "/cgi-bin/ticket/getticket"
        case .userInfo: "/cgi-bin/user/info"
        case .userList: "/cgi-bin/user/get"
        case .mediaUpload: "/cgi-bin/media/upload"
        case .mediaDownload: "/cgi-bin/media/get"
        case .menuCreate: "/cgi-bin/menu/create"
        case .menuGet: "/cgi-bin/menu/get"
        case .menuDelete: "/cgi-bin/menu/delete"
        case .customSend: "/cgi-bin/message/custom/send"
        case .templateSend: "/cgi-bin/message/template/send"
        case .subscribeSend: "/cgi-bin/message/subscribe/send"
        case .qrcodeCreate: "/cgi-bin/qrcode/create"
        case .clearQuota: "/cgi-bin/clear_quota"
        }
    }

    /// Uses per period; nil: any number.
    var limit: Int64? {
        switch self {
        case .token: 2000
        case .stableToken, .customSend: 500_000
        case .stableTokenPerMinute, .menuGet: 10_000
        case .forceRefresh: 20
        // Counted because clients must rarely call it; WeChat's limit is unknown.
        case .getTicket: nil
        case .userInfo: 5_000_000
        case .userList: 500
        case .mediaUpload, .templateSend, .qrcodeCreate: 100_000
        case .mediaDownload: 200_000
        case .menuCreate, .menuDelete: 1000
        // > 开通支付能力的是 3kw/日，没开通的是 1kw/日
        case .subscribeSend: 10_000_000
        case .clearQuota: 10
        }
    }

    /// The number of the minute, day or month that `now` is in. Days and months are Beijing's.
    func period(_ now: Int64) -> Int64 {
        let date = CalendarDate(inChinaAt: now)
        return switch self {
        case .stableTokenPerMinute: now / 60
        case .clearQuota: Int64(date.year * 12 + date.month)
        default: date.days
        }
    }

    /// The code for one use too many.
    var refusal: Int64 { self == .clearQuota ? 48006 : 45009 }

    private var isCountedByHandler: Bool { [.token, .stableToken, .clearQuota].contains(self) }
}
