internal import HTTP
internal import JSON
internal import XML
internal import WeChat

/// Reads a push from a request, after making sure that it is WeChat's: the first of what happens to a message, and the only
/// part that looks at bytes of strangers.
struct PushReceiver: Sendable {
    private let verification: GatewayVerification
    /// The current key's, then the previous one's; empty: no key is configured.
    private let ciphers: [MessageCipher]
    private let requiresEncryption: Bool

    /// - Throws: `fault` where no XML can be read: better than to call every message broken.
    init(_ account: Account, _ configuration: Configuration, token: Secret) throws(WeChatError) {
        if let fault = XMLElement.libraryFault { throw .fault(fault) }
        verification = GatewayVerification(token: token)
        let settings = configuration.officialAccount
        ciphers = [settings.encodingAESKey, settings.previousEncodingAESKey].compactMap { text in
            text.flatMap(EncodingAESKey.init).map { MessageCipher(appID: account.appID, key: $0) }
        }
        requiresEncryption = configuration.requiresEncryptedPushes
    }

    /// - Throws: `request` for whatever is no push of WeChat's to this account, with nothing that tells forgers how far they
    ///   came; `notConfigured` for a genuine one that no key here opens.
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
            throw .request(.invalid("signature", reason: "is that of a clear text, which is refused here (\(remedy))"))
        }
        let body = try body(of: request)
        return try push(in: body, as: MessageFormat(of: body), envelope: nil)
    }

    /// `signature` means nothing here; `msg_signature` covers the ciphertext.
    private func receiveEncrypted(_ request: Request) throws(WeChatError) -> ReceivedPush {
        let body = try body(of: request)
        let format = MessageFormat(of: body)
        guard let envelope = format.read(body), let encrypted = envelope["Encrypt"]?.string, !encrypted.isEmpty else {
            throw PushReceiver.unreadable
        }
        guard try verification.isGenuine(request, encrypted: encrypted) else { throw PushReceiver.forged }
        // In compatible mode the message is there in clear text as well.
        if ciphers.isEmpty && PushMessage(envelope) != nil { return try receivePlain(request) }
        guard !ciphers.isEmpty else {
            throw .notConfigured("[official_account] encoding_aes_key: WeChat sends encrypted messages")
        }
        for cipher in ciphers {
            guard let message = try cipher.decrypt(encrypted) else { continue }
            return try push(in: message, as: MessageFormat(of: message), envelope: Envelope(format, cipher))
        }
        // Whoever signed it knows the token: it is WeChat's, and the key here is another than the account's.
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

    private static let forged = WeChatError.request(.invalid("signature", reason: "is not WeChat's"))
    private static let undecipherable = WeChatError.request(
        .invalid("signature", reason: "is WeChat's, but Encrypt opens with no encoding_aes_key that is configured here")
    )
    private static let unreadable = WeChatError.request(.bodyUnreadable(reason: "not a message"))
}

/// A push that is WeChat's.
struct ReceivedPush {
    let message: PushMessage
    /// How the message is written.
    let format: MessageFormat
    /// Nil: it came in clear text.
    let envelope: Envelope?
    /// What the log says of it although it was taken; nil: nothing.
    var remark: WeChatError?
}

/// How a message was encrypted, and how its answer is to be.
struct Envelope {
    let format: MessageFormat
    /// With the key that worked.
    let cipher: MessageCipher

    init(_ format: MessageFormat, _ cipher: MessageCipher) {
        self.format = format
        self.cipher = cipher
    }
}
