import HTTP

/// `GET /cgi-bin/showqrcode` — the picture of a QR code, for anybody with its ticket. The real one is at
/// `mp.weixin.qq.com`.
///
/// > 在错误情况下（如ticket非法）返回HTTP错误码404
enum ShowQRCode {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        guard let code = try store.qrCode(call.query("ticket") ?? ""), let symbol = QRSymbol(code.url) else {
            return .whole(Response(status: 404, contentType: "text/html", body: Array("404 Not Found".utf8)))
        }
        return .whole(Response(contentType: "image/jpg", body: JPEG.picture(of: symbol)))
    }
}
