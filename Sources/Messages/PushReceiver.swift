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
        guard try verification.isGenuine(request) else { throw PushReceiver.forged }
        guard !requiresEncryption else {
            let remedy = "choose 安全模式 for the gateway, or set [messages] encrypted_only = false"
            throw .forged(
                .invalid("signature", reason: "belongs to a clear-text push, which is refused here (\(remedy))"))
        }
        let body = try body(of: request)
        return try push(in: body, as: MessageFormat(of: body), envelope: nil)
    }

    /// `signature` proves nothing here; `msg_signature` covers the ciphertext.
    private func receiveEncrypted(_ request: Request) throws(WeChatError) -> ReceivedPush {
        let body = try body(of: request)
        let format = MessageFormat(of: body)
        guard let envelope = format.read(body), let encrypted = envelope["Encrypt"]?.string, !encrypted.isEmpty else {
            throw PushReceiver.unreadable
        }
        guard try verification.isGenuine(request, encrypted: encrypted) else { throw PushReceiver.forged }
        // In compatible mode the message is also there in clear text.
        if ciphers.isEmpty && PushMessage(envelope) != nil { return try receivePlain(request) }
        guard !ciphers.isEmpty else {
            throw .notConfigured(.messageKey, "[official_account] encoding_aes_key: WeChat sends encrypted messages")
        }
        for cipher in ciphers {
            guard let message = try cipher.decrypt(encrypted) else { continue }
            return try push(in: message, as: MessageFormat(of: message), envelope: Envelope(format, cipher))
        }
        // Whoever signed it knows the token, so it comes from WeChat, and the key here is not the account's.
        guard !requiresEncryption, PushMessage(envelope) != nil else { throw PushReceiver.undecipherable }
        var received = try receivePlain(request)
        received.remark = PushReceiver.undecipherable
        return received
    }

    private func push(
        in text: [UInt8], as format: MessageFormat, envelope: Envelope?
    ) throws(WeChatError) -> ReceivedPush {
        guard let message = format.read(text).flatMap(PushMessage.init) else { throw PushReceiver.unreadable }
        return ReceivedPush(message: message, format: format, envelope: envelope)
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

/// A push from WeChat.
struct ReceivedPush {
    let message: PushMessage
    /// The message's format.
    let format: MessageFormat
    /// Nil: it came in clear text.
    let envelope: Envelope?
    /// What to log about it although it was accepted; nil: nothing.
    var remark: WeChatError?
}

/// How a message was encrypted, and how to encrypt its answer.
struct Envelope {
    let format: MessageFormat
    /// Has the key that worked.
    let cipher: MessageCipher

    init(_ format: MessageFormat, _ cipher: MessageCipher) {
        self.format = format
        self.cipher = cipher
    }
}
