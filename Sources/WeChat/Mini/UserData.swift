internal import Crypto
package import JSON

/// User data that WeChat encrypted for a mini program, which passes it on: AES-128-CBC under the person's session_key.
///
/// Source: wechat-api.md, 2.5; https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/signature.html
package struct UserData: Sendable {
    private let ciphertext: String
    private let iv: String

    /// Larger data than any that WeChat sends.
    private static let limit = 65_536

    package init(encrypted ciphertext: String, iv: String) {
        self.ciphertext = ciphertext
        self.iv = iv
    }

    /// The data, an object whose watermark is this app's.
    ///
    /// - Parameters:
    ///   - sessionKey: base64, as WeChat gave it.
    ///   - openid: the person whose data it must be; data that name none are taken.
    /// - Throws: `undecipherable`, whatever is wrong with it: a session_key that a later login has replaced cannot be told
    ///   from a changed ciphertext.
    package func open(sessionKey: Secret, appID: String, openid: String) throws(WeChatError) -> JSONValue {
        let data = try decrypted(sessionKey)
        guard data["watermark"]?["appid"]?.string == appID else {
            throw .undecipherable("the watermark is not this app's")
        }
        // A phone number comes without an openid. From all else one must not be missing: whoever changes the iv changes
        // the first 16 bytes at will, the name `openId` among them.
        guard data["openId"]?.string == openid || data["openId"] == nil && data["phoneNumber"] != nil else {
            throw .undecipherable("it is another person's")
        }
        return data
    }

    private func decrypted(_ sessionKey: Secret) throws(WeChatError) -> JSONValue {
        guard ciphertext.utf8.count <= UserData.limit, let ciphertext = UserData.bytes(ciphertext),
            let iv = UserData.bytes(iv), iv.count == 16
        else { throw .undecipherable("it is no base64 of the right length") }
        guard let key = UserData.bytes(sessionKey.exposed), key.count == 16 else {
            throw .undecipherable("the session_key is no base64 of 16 bytes")
        }
        let plaintext: [UInt8]?
        do { plaintext = try AESCBC.decrypt(ciphertext, key: key, iv: iv, padding: .pkcs7) } catch {
            throw .fault("\(error)")
        }
        guard let plaintext, let data = try? JSONValue(parsing: plaintext), data.isObject else {
            throw .undecipherable("it does not decrypt: was it made before the last wx.login?")
        }
        return data
    }

    /// Nil also when the last digit holds bits that are no part of the bytes: WeChat sends no such text.
    private static func bytes(_ text: String) -> [UInt8]? {
        guard let bytes = Base64.decode(text), let last = text.utf8.last(where: isDigit),
            Base64.encode(bytes).utf8.last(where: isDigit) == last
        else { return nil }
        return bytes
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte > 0x20 && byte != UInt8(ascii: "=") }
}
