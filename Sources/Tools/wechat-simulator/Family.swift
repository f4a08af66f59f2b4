/// Which of WeChat's services a path belongs to: they write the same answers differently.
enum Family {
    /// `cgi-bin/*` of api.weixin.qq.com.
    case cgiBin
    /// `/` and `/_simulator`: nothing of WeChat's, so no faults are applied and no calls are listed.
    case control

    var contentType: String {
        switch self {
        // > application/json; encoding=utf-8
        // It really says `encoding`, not `charset`.
        case .cgiBin: "application/json; encoding=utf-8"
        case .control: "application/json; charset=utf-8"
        }
    }

    /// Whether `/` in JSON is written as `\/`.
    var escapesSlashes: Bool { self == .cgiBin }
}
