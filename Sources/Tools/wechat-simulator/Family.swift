/// The WeChat service to which a path belongs: they write the same answers differently.
enum Family {
    /// `cgi-bin/*` of api.weixin.qq.com.
    case cgiBin
    /// `sns/*` of api.weixin.qq.com: what people grant to web sites.
    case sns
    /// `connect/*` of open.weixin.qq.com: pages that people see in their browser.
    case connect
    /// `/` and `/_simulator`: not WeChat's, so no faults are applied and no calls are listed.
    case control

    /// The family of a path that the simulator does not have.
    init(unknownPath path: String) {
        self = path.hasPrefix("/sns/") ? .sns : path.hasPrefix("/connect/") ? .connect : .cgiBin
    }

    /// The content type of JSON.
    var contentType: String {
        switch self {
        // > application/json; encoding=utf-8
        // It really says `encoding`, not `charset`.
        case .cgiBin: "application/json; encoding=utf-8"
        // It says neither that this is JSON nor that it is UTF-8, though it is both.
        case .sns: "text/plain"
        case .connect, .control: "application/json; charset=utf-8"
        }
    }

    /// Whether `/` in JSON is written as `\/`.
    var escapesSlashes: Bool { self == .cgiBin }

    /// Whether control characters in strings are not escaped, which is invalid JSON.
    var leavesControlCharacters: Bool { self == .cgiBin || self == .sns }

    /// The separator between an error's text and its `rid`.
    var tagSeparator: String { self == .sns ? ", " : " " }

    /// Whether faults are applied: pages are for people, who would not know what went wrong.
    var hasFaults: Bool { self == .cgiBin || self == .sns }
}
