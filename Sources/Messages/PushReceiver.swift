internal import HTTP
internal import JSON
internal import Site
internal import WeChat
internal import XML

/// Reads a push from a request after verifying that it comes from WeChat. This is the first step for a message, and the
/// only part that handles bytes from strangers.
struct PushReceiver: Sendable {
    private let verification: GatewayVerification
    /// The current key's, then the previous one's; empty: no key is configured.
    private let ciphers: [MessageCipher]
    private let requiresEncryption: Bool

    /// - Throws: `fault` when XML cannot be read here: better than to call every message broken.
    init(_ account: Account, _ configuration: Configuration, token: Secret) throws(WeChatError) {
        if let fault = XMLElement.libraryFault { throw .fault(fault) }
        verification = GatewayVerification(token: token)
        let settings = configuration.officialAccount
        ciphers = [settings.encodingAESKey, settings.previousEncodingAESKey].compactMap { text in
            text.flatMap(EncodingAESKey.init).map { MessageCipher(appID: account.appID, key: $0) }
        }
        requiresEncryption = configuration.requiresEncryptedPushes
    }

    /// - Throws: `request` for what is not a push from WeChat to this account, without telling forgers how far they
    ///   got; `notConfigured` for a genuine one that no key here opens.
    func receive(_ request: Request) throws(WeChatError) -> ReceivedPush {
        switch try request.checkedQuery("encrypt_type") {
        case "aes": return try receiveEncrypted(request)
        case nil, "raw": return try receivePlain(request)
        default: throw .request(.invalid("encrypt_type", reason: "must be raw or aes"))
        }
    }

    private func receivePlain(_ request: Request) throws(WeChatError) -> ReceivedPush {
        try admitPlain(request)
        return ReceivedPush(message: try PushReceiver.message(in: body(of: request)))
    }

    private func admitPlain(_ request: Request) throws(WeChatError) {
        guard try verification.isGenuine(request) else { throw PushReceiver.forged }
        guard !requiresEncryption else {
            let remedy = "choose 安全模式 for the gateway, or set [messages] encrypted_only = false"
            throw .forged(
                .invalid("signature", reason: "belongs to a clear-text push, which is refused here (\(remedy))"))
        }
    }

    /// `signature` proves nothing here; `msg_signature` covers the ciphertext.
    private func receiveEncrypted(_ request: Request) throws(WeChatError) -> ReceivedPush {
        let body = try body(of: request)
        let format = MessageFormat(of: body)
        guard let envelope = format.read(body), let encrypted = envelope["Encrypt"]?.string, !encrypted.isEmpty else {
            throw PushReceiver.unreadable
        }
        guard try verification.isGenuine(request, encrypted: encrypted) else { throw PushReceiver.forged }
        for cipher in ciphers {
            guard let text = try cipher.decrypt(encrypted) else { continue }
            return ReceivedPush(
                message: try PushReceiver.message(in: text), envelope: .init(format: format, cipher: cipher))
        }
        return try receiveClearText(beside: envelope, format, request)
    }

    /// In compatible mode the message is also there in clear text: for those who have no key, or another one.
    private func receiveClearText(
        beside envelope: JSONValue, _ format: MessageFormat, _ request: Request
    ) throws(WeChatError) -> ReceivedPush {
        let message = PushMessage(envelope, format)
        guard ciphers.isEmpty else {
            // Whoever signed it knows the token, so it comes from WeChat, and the key here is not the account's.
            guard !requiresEncryption, let message else { throw PushReceiver.undecipherable }
            try admitPlain(request)
            return ReceivedPush(message: message, remark: PushReceiver.undecipherable)
        }
        guard let message else {
            throw .notConfigured(.messageKey, "[official_account] encoding_aes_key: WeChat sends encrypted messages")
        }
        try admitPlain(request)
        return ReceivedPush(message: message)
    }

    private static func message(in text: [UInt8]) throws(WeChatError) -> PushMessage {
        guard let message = PushMessage(reading: text) else { throw PushReceiver.unreadable }
        return message
    }

    private func body(of request: Request) throws(WeChatError) -> [UInt8] {
        do throws(RequestError) { return try request.body() } catch { throw .request(error) }
    }

    private static let forged = WeChatError.forged(.invalid("signature", reason: "is not WeChat's"))
    private static let undecipherable = WeChatError.forged(
        .invalid("signature", reason: "is WeChat's, but Encrypt opens with no encoding_aes_key that is configured here")
    )
    private static let unreadable = WeChatError.request(.bodyUnreadable(reason: "not a message"))
}
