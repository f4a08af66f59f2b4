internal import Crypto
package import JSON

/// User data that WeChat encrypted for a mini program and the mini program passes on: AES-128-CBC under the person's
/// session_key.
///
/// Source: `docs/protocol/wechat.md`, "Encrypted user data".
package struct UserData: Sendable {
    private let ciphertext: String
    private let iv: String
    package let parameter: String

    /// More than WeChat ever sends.
    private static let limit = 65_536

    /// - Parameter parameter: how the API calls the ciphertext, for errors.
    package init(encrypted ciphertext: String, iv: String, parameter: String = "encrypted_data") {
        self.parameter = parameter
        self.ciphertext = ciphertext
        self.iv = iv
    }

    /// The decrypted content. Its watermark is this app's.
    package enum Content: Sendable, Equatable {
        /// The members of a profile, an object.
        case profile(JSONValue)
        /// A phone number, and nothing else.
        case phone(PhoneNumber)
    }

    /// Decrypts the data.
    ///
    /// CBC proves nothing: whoever has data of their own can cut off blocks and change the first 16 bytes at will
    /// through the iv, so that a nickname becomes a phone number. So a number is accepted only from data in exactly the
    /// shape in which WeChat sends numbers, and even then it counts only as the person's statement.
    ///
    /// - Parameters:
    ///   - sessionKey: base64, as from WeChat.
    ///   - openid: the person to whom the data must belong; data of `getUserProfile` name nobody.
    ///   - now: Unix seconds; a phone number is valid for some minutes.
    /// - Throws: `undecipherable`, whatever is wrong: a session_key that a later login replaced cannot be distinguished
    ///   from a changed ciphertext.
    package func open(sessionKey: Secret, appID: String, openid: String, now: Int64) throws(WeChatError) -> Content {
        let plaintext = try decrypted(sessionKey)
        let data = try UserData.object(plaintext)
        guard data["watermark"]?["appid"]?.string == appID else {
            throw .undecipherable("the watermark is not this app's")
        }
        if data["openId"] == nil && PhoneNumber.memberNames.contains(where: { data[$0] != nil }) {
            guard let exact = try? JSONValue(parsing: plaintext, rejectsDuplicates: true),
                let phone = PhoneNumber(encrypted: exact, now: now)
            else { throw .undecipherable("it is no phone number as WeChat sends it, or is too old") }
            return .phone(phone)
        }
        guard data["openId"]?.string == openid || UserData.namesNobody(data) else {
            throw .undecipherable("it is another person's")
        }
        return .profile(data)
    }

    /// Whether it is a profile of `getUserProfile`, which has no `openId`, and has no member into which that name could
    /// have been changed.
    private static func namesNobody(_ data: JSONValue) -> Bool {
        guard case .object(let members) = data else { return false }
        return members.allSatisfy { anonymousNames.contains($0.name) }
    }

    private static let anonymousNames = [
        "nickName", "gender", "language", "city", "province", "country", "avatarUrl", "unionId", "is_demote",
        "watermark",
    ]

    /// Names contain control characters and may end within a character, since WeChat truncates them by bytes. A profile
    /// has one name, so one such end is accepted and no more.
    private static func object(_ plaintext: [UInt8]) throws(WeChatError) -> JSONValue {
        guard let text = withoutHalfCharacter(plaintext), let data = try? JSONValue(tolerantly: text), data.isObject
        else {
            throw .undecipherable("it does not decrypt: was it made before the last wx.login?")
        }
        return data
    }

    /// The text if it is UTF-8, except that the beginning of one character right before a quote is removed. Any other
    /// invalid UTF-8 is what a changed block looks like.
    private static func withoutHalfCharacter(_ text: [UInt8]) -> [UInt8]? {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: text.span)
            return text
        } catch {
            let half = error.byteOffsets
            guard error.kind == .truncatedScalar, half.upperBound < text.count,
                text[half.upperBound] == UInt8(ascii: "\"")
            else { return nil }
            let rest = Array(text[..<half.lowerBound] + text[half.upperBound...])
            return String(validating: rest, as: UTF8.self) == nil ? nil : rest
        }
    }

    private func decrypted(_ sessionKey: Secret) throws(WeChatError) -> [UInt8] {
        guard ciphertext.utf8.count <= UserData.limit, let ciphertext = UserData.bytes(ciphertext),
            let iv = UserData.bytes(iv), iv.count == 16
        else { throw .undecipherable("it is no base64 of the right length") }
        guard var key = UserData.bytes(sessionKey.exposed), key.count == 16 else {
            throw .undecipherable("the session_key is no base64 of 16 bytes")
        }
        defer { key.wipe() }
        let plaintext: [UInt8]?
        do { plaintext = try AESCBC.decrypt(ciphertext, key: key, iv: iv, padding: .pkcs7) } catch {
            throw .fault("\(error)")
        }
        guard let plaintext else {
            throw .undecipherable("it does not decrypt: was it made before the last wx.login?")
        }
        return plaintext
    }

    /// Base64 as clients pass it on: URL-safe characters, without padding, in lines, and with blanks where an unencoded
    /// form had `+`. All values here come in blocks of 16 bytes, which distinguishes the two kinds of blanks.
    ///
    /// Also nil when the last character has bits beyond the bytes: WeChat sends no such text.
    private static func bytes(_ text: String) -> [UInt8]? {
        [true, false].lazy.compactMap { bytes(text, blankIsPlus: $0) }.first { $0.count.isMultiple(of: 16) }
    }

    private static func bytes(_ text: String, blankIsPlus: Bool) -> [UInt8]? {
        var digits: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "-"): digits.append(UInt8(ascii: "+"))
            case 0x20: if blankIsPlus { digits.append(UInt8(ascii: "+")) }
            case UInt8(ascii: "_"): digits.append(UInt8(ascii: "/"))
            case 0x09, 0x0A, 0x0D, UInt8(ascii: "="): break
            default: digits.append(byte)
            }
        }
        digits += [UInt8](repeating: UInt8(ascii: "="), count: (4 - digits.count % 4) % 4)
        guard let bytes = Base64.decode(String(decoding: digits, as: UTF8.self)),
            Base64.encode(bytes).utf8.elementsEqual(digits)
        else { return nil }
        return bytes
    }
}
