/// A refusal by WeChat: a code, and words on which nobody may rely.
struct Refusal: Equatable {
    let code: Int64
    /// Without the `rid` at the end, which is new for each answer.
    let message: String

    /// - Parameter message: replaces the code's own.
    init(_ code: Int64, _ message: String? = nil) {
        self.code = code
        self.message = message ?? Refusal.messages[code] ?? "error \(code)"
    }

    /// The text without the `rid`; `sns/*` says less than `cgi-bin/*` about a bad token.
    func words(_ family: Family) -> String {
        guard family == .sns, code == 40001 else { return message }
        return "invalid credential, access_token is invalid or not latest"
    }

    static func ipNotAllowed(_ address: String) -> Refusal {
        Refusal(40164, "invalid ip \(address) ipv6 ::ffff:\(address), not in whitelist")
    }

    /// WeChat's words, as far as they were seen; if only the meaning is known, the meaning in a few words.
    private static let messages: [Int64: String] = [
        -1: "system error",
        404: "not found",
        40001: "invalid credential, access_token is invalid or not latest, could get access_token by "
            + "getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r",
        40002: "invalid grant_type",
        40003: "invalid openid",
        40004: "invalid media type",
        40005: "invalid file type",
        40007: "invalid media_id",
        40008: "invalid message type",
        40009: "invalid image size",
        40013: "invalid appid",
        40014: "invalid access_token",
        40016: "invalid button size",
        40017: "invalid button type",
        40018: "invalid button name size",
        40019: "invalid button key size",
        40020: "invalid button url size",
        40022: "invalid sub button level",
        40023: "invalid sub button size",
        40024: "invalid sub button type",
        40025: "invalid sub button name size",
        40026: "invalid sub button key size",
        40027: "invalid sub button url size",
        40029: "invalid code",
        40030: "invalid refresh_token",
        40032: "invalid openid list size",
        40037: "invalid template_id",
        40052: "invalid action name",
        40053: "invalid action info",
        40054: "invalid sub button url domain",
        40055: "invalid button url domain",
        40066: "invalid url",
        40073: "invalid card id",
        40125: "invalid appsecret",
        40163: "code been used",
        40165: "invalid weapp pagepath",
        40166: "invalid weapp appid",
        40201: "invalid url, no callback url is set",
        40202: "invalid action",
        40203: "invalid check_operator",
        40226: "code blocked",
        40243: "AppSecret frozen",
        41001: "access_token missing",
        41002: "appid missing",
        41003: "refresh_token missing",
        41004: "secret missing",
        41005: "media data missing",
        41006: "media_id missing",
        41008: "code missing",
        41009: "missing openid",
        42001: "access_token expired",
        42002: "refresh_token expired",
        42003: "oauth_code expired",
        42007: "password changed, access_token and refresh_token are void",
        43001: "require GET method",
        43002: "require POST method",
        43003: "require https",
        43004: "require subscribe",
        43101: "user refuse to accept the msg",
        44001: "empty media data",
        44002: "empty post data",
        44004: "empty content",
        45001: "media size out of limit",
        45002: "content size out of limit",
        45008: "article size out of limit",
        45009: "reach max api daily quota limit",
        45011: "api minute-quota reach limit  mustslower  retry next minute",
        45015: "response out of time limit or subscription is canceled",
        45029: "qrcode count out of limit",
        45035: "access clientip is not registered, not in ip-white-list",
        45047: "out of response count limit",
        45162: "invalid type",
        46003: "menu no exist",
        47001: "data format error",
        47003: "argument invalid!",
        48001: "api unauthorized",
        48004: "api forbidden",
        48006: "forbid to clear quota because of reaching the limit",
        50001: "user not authorised",
        50002: "user limited",
        53600: "invalid article_id",
        61007: "api is unauthorized to component",
        76003: "invalid cgi_path",
        76021: "cgi_path not found, please check",
        76022: "could not use this cgi_path,no permission",
        87008: "invalid sig_method",
        87009: "invalid signature",
        89501: "this ip is waiting for the confirmation of an administrator",
        89503: "this ip must be confirmed by an administrator",
        89506: "this ip was refused by an administrator, wait 24 hours",
        89507: "this ip was refused by an administrator, wait 1 hour",
    ]
}
