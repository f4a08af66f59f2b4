import JSON

/// A push as it is sent: signed, and encrypted if the gateway wants that. Every attempt has a new one.
struct Envelope {
    /// Without `?`.
    let query: String
    let body: String

    /// - Parameter now: the time of this attempt, not of the message.
    init(_ push: Push, _ gateway: Gateway, now: Int64, nonce: String = Envelope.newNonce()) throws(Failure) {
        let timestamp = String(push.damage == .stale ? now - 86400 : now)
        let openID = push.damage == .openid ? String(push.openID.reversed()) : push.openID
        let signature = try MessageSignature.make([gateway.token, timestamp, nonce])
        let damaged = push.damage == .signature ? Envelope.changed(signature) : signature
        let plain = "signature=\(damaged)&timestamp=\(timestamp)&nonce=\(nonce)&openid=\(openID)"
        guard push.mode != .plain else {
            (query, body) = (plain, push.body)
            return
        }
        let cipher = try MessageCipher(encodingAESKey: gateway.encodingAESKey, appid: gateway.appid)
        let encrypted = try cipher.encrypt(Array(push.body.utf8), damage: push.damage)
        let second = try MessageSignature.make([gateway.token, timestamp, nonce, encrypted])
        let sent = push.damage == .messageSignature ? Envelope.changed(second) : second
        query = plain + "&encrypt_type=aes&msg_signature=\(sent)"
        body = try Envelope.body(push, gateway, push.damage == .tamper ? Envelope.changed(encrypted) : encrypted)
    }

    private static func body(_ push: Push, _ gateway: Gateway, _ encrypted: String) throws(Failure) -> String {
        guard push.mode == .encrypted else {
            return try MessageBody.adding(encrypted: encrypted, to: push.body, push.format)
        }
        return MessageBody.text(
            [.init("ToUserName", .string(gateway.originalID)), .init("Encrypt", .string(encrypted))], push.format)
    }

    /// Nine or ten digits, like WeChat's own.
    static func newNonce() -> String { String(Int64.random(in: 100_000_000...1_999_999_999)) }

    /// Another text of the same length and alphabet.
    private static func changed(_ text: String) -> String {
        let last = text.utf8.first == UInt8(ascii: "a") ? "b" : "a"
        return last + text.dropFirst()
    }
}
