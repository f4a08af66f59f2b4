import HTTP
import JSON

/// `POST /cgi-bin/media/uploadimg` — keeps a picture for articles permanently, and returns its address.
///
/// https://developers.weixin.qq.com/doc/service/api/material/permanent/api_uploadimage: JPEG or PNG of less than 1 MB.
/// The real address is at mmbiz.qpic.cn; this one is the simulator's, so that the picture can be seen.
enum ImageUpload {
    private static let limit = 1 << 20

    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let account = try call.authorizedAccount(store)
        let bytes = try MediaUpload.file(call)
        guard !bytes.isEmpty else { throw .refused(Refusal(44001)) }
        guard let format = MediaFormat(of: bytes), [.jpeg, .png].contains(format) else {
            throw .refused(Refusal(40005))
        }
        guard bytes.count < limit else { throw .refused(Refusal(40009)) }
        let id = try store.addPicture(account.appid, contentType: format.contentType, bytes)
        let host = call.request.header("Host") ?? "127.0.0.1"
        return .json(["url": .string("http://\(host)/_simulator/picture?id=\(id)"), "errcode": 0, "errmsg": "ok"])
    }
}
