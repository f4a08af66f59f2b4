internal import Crypto
internal import JSON
internal import Platform

/// The signature that a page needs for `wx.config`.
///
/// > jsapi_ticket, noncestr, timestamp and url, joined in ASCII order of their names, raw values, SHA-1.
///
/// https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html, appendix 1
package struct JSSDKSignature: Sendable {
    package let nonce: String
    /// Unix seconds.
    package let timestamp: Int64
    package let url: PageURL
    /// 40 lower-case hexadecimal digits.
    package let signature: String

    package init(url: PageURL, ticket: String, nonce: String, timestamp: Int64) throws(WeChatError) {
        self.nonce = nonce
        self.timestamp = timestamp
        self.url = url
        let text = JSSDKSignature.text(ticket: ticket, nonce: nonce, timestamp: timestamp, url: url)
        do { signature = Hex.encode(try Digest.sha1(text)) } catch { throw .fault("\(error)") }
    }

    /// The signed text, with the ticket replaced by `••••`, for finding the cause of `invalid signature`.
    package var explanation: String {
        let ticket = Secret("").description
        return String(
            decoding: JSSDKSignature.text(ticket: ticket, nonce: nonce, timestamp: timestamp, url: url), as: UTF8.self)
    }

    private static func text(ticket: String, nonce: String, timestamp: Int64, url: PageURL) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(384)
        text.append(utf8: "jsapi_ticket=")
        text.append(utf8: ticket)
        text.append(utf8: "&noncestr=")
        text.append(utf8: nonce)
        text.append(utf8: "&timestamp=")
        text.append(utf8: String(timestamp))
        text.append(utf8: "&url=")
        text.append(utf8: url.text)
        return text
    }
}
