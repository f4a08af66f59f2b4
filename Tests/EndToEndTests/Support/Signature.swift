import Crypto
import HTTPClient
import JSON
import Platform

/// The signature that WeChat's client would compute, from the simulator's ticket.
func expectedSignature(ticket: String, nonce: String?, timestamp: String?, url: String) throws -> String {
    let text = "jsapi_ticket=\(ticket)&noncestr=\(nonce ?? "")&timestamp=\(timestamp ?? "")&url=\(url)"
    return Hex.encode(try Digest.sha1(Array(text.utf8)))
}
