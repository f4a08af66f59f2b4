/// An act of a person at an account, which may then write to them for a while.
///
/// | official account   | messages | for      |
/// |--------------------|---------:|----------|
/// | sends a message    |        5 | 48 hours |
/// | clicks a menu      |        3 | a minute |
/// | follows            |        3 | a minute |
/// | scans a QR code    |        3 | a minute |
///
/// (https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage) For mini programs the
/// first row applies, and one for entering the chat, which nobody does here
/// (https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/customer-message/send.html).
enum Act: String {
    case message, menu, follow, scan

    /// - Parameter push: nil for a push that does not let an account write: a page that was opened, a report.
    init?(_ push: Push) {
        switch push.kind {
        case _ where push.isMessage: self = .message
        case "CLICK": self = .menu
        case "subscribe": self = .follow
        case "SCAN": self = .scan
        default: return nil
        }
    }

    /// How many messages the account may send for it.
    var allowance: Int64 { self == .message ? 5 : 3 }

    /// Seconds for which it may.
    var lifetime: Int64 { self == .message ? 48 * 3600 : 60 }
}
