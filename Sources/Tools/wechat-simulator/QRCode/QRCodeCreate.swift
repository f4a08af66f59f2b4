import Crypto
import JSON
import Platform

/// `POST /cgi-bin/qrcode/create` — a ticket for a QR code with a scene.
///
/// https://developers.weixin.qq.com/doc/service/api/qrcode/qrcodes/api_createqrcode has the limits. It does not say
/// with which codes WeChat refuses what exceeds them; those are from memory.
enum QRCodeCreate {
    /// The number of permanent codes per account.
    private static let mostPermanent: Int64 = 100_000
    /// Seconds: 30 days, and the default.
    private static let (longest, usual): (Int64, Int64) = (2_592_000, 60)

    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedOfficialAccount(store)
        let body = try call.object()
        let action = try QRCodeAction(body)
        let seconds = action.isPermanent ? nil : try lifetime(body)
        if seconds == nil, try store.permanentQRCodes(account.appid) >= mostPermanent { throw .refused(Refusal(45029)) }
        let code = QRCode(
            ticket: newTicket(), appid: account.appid, scene: action.scene,
            url: "http://weixin.qq.com/q/02\(Random.alphanumeric(22))", createdAt: call.now,
            expiresAt: seconds.map { call.now + $0 })
        try store.add(code)
        let limit: [JSONValue.Member] = seconds.map { [.init("expire_seconds", .integer($0))] } ?? []
        return .json(
            .object([.init("ticket", .string(code.ticket))] + limit + [.init("url", .string(code.url))]))
    }

    private static func lifetime(_ body: JSONValue) throws(Failure) -> Int64 {
        guard let given = body["expire_seconds"], given != .null else { return usual }
        guard let seconds = given.integer, (1...longest).contains(seconds) else { throw .refused(Refusal(40053)) }
        return seconds
    }

    /// Base64 that begins with `gQ`, and may need encoding in an address.
    private static func newTicket() -> String { "gQ" + Base64.encode(Random.bytes(69)) + "==" }
}
