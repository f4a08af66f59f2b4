import Crypto
import JSON

@testable import Messages
@testable import WeChat

/// What comes encrypted: as ciphertext that is no such thing, and as any text under the right key.
enum Encrypted {
    private static let appID = "wx0000000000000001"
    private static let keyText = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
    private static let key = EncodingAESKey(Secret(keyText))

    static func checkMessage(_ bytes: [UInt8]) throws {
        guard let key else { throw BrokenPromise("the key is one") }
        let cipher = MessageCipher(appID: appID, key: key)
        try promise(try cipher.decrypt(cipher.encrypt(bytes)) == bytes, "a message comes back")
        _ = try cipher.decrypt(String(decoding: bytes, as: UTF8.self))
        // Any plaintext: length, padding and app id are the input's.
        let blocks = Array(bytes.prefix(bytes.count / 32 * 32))
        let encrypted = try AESCBC.encrypt(blocks, key: key.bytes, iv: Array(key.bytes.prefix(16)), padding: .none)
        if let message = try cipher.decrypt(Base64.encode(encrypted)) {
            try promise(message.count <= blocks.count - 20 - appID.utf8.count, "a message is shorter than its frame")
            try checkPush(message)
        }
        try checkPush(bytes)
    }

    private static func checkPush(_ bytes: [UInt8]) throws {
        guard let push = PushMessage(reading: bytes) else { return }
        try promise(try push.key() == push.key() && push.key().count == 32, "a push has one key")
        let stored = push.storedContent
        try promise(stored.utf8.count <= 32_768, "what is stored has an end")
        guard let again = PushMessage(try JSONValue(parsing: Array(stored.utf8), limits: .own), push.format) else {
            throw BrokenPromise("what is stored is a push")
        }
        try promise(
            again.fromUserName == push.fromUserName && again.createTime == push.createTime, "of the same person")
        _ = (push.kind, push.typeName)
    }

    static func checkUserData(_ bytes: [UInt8]) throws {
        let key = Array(0..<16 as Range<UInt8>)
        let iv = [UInt8](repeating: 7, count: 16)
        let text = String(decoding: bytes, as: UTF8.self)
        let encrypted = try AESCBC.encrypt(bytes, key: key, iv: iv, padding: .pkcs7)
        for data in [
            UserData(encrypted: Base64.encode(encrypted), iv: Base64.encode(iv)),
            UserData(encrypted: text, iv: Base64.encode(iv)), UserData(encrypted: Base64.encode(encrypted), iv: text),
        ] {
            let content = try? data.open(
                sessionKey: Secret(Base64.encode(key)), appID: appID, openid: "oPerson", now: 1_600_000_000)
            switch content {
            case .phone(let phone): try promise(!phone.isVerified, "encryption verifies no number")
            case .profile(let profile): try Documents.checkWriting(profile)
            case nil: break
            }
        }
    }
}
