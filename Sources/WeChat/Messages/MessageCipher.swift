internal import Crypto
internal import Platform

/// Encrypts and decrypts messages with one key: AES-256-CBC over 16 random bytes, the message's length, the message,
/// and the account's app id, padded to blocks of 32 bytes.
///
/// https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Message_encryption_and_decryption.html
package struct MessageCipher: Sendable {
    private static let block = 32
    private static let randomLength = 16
    private static let lengthLength = 4

    private let appID: [UInt8]
    private let key: EncodingAESKey

    package init(appID: String, key: EncodingAESKey) {
        self.appID = Array(appID.utf8)
        self.key = key
    }

    /// The message; nil when the ciphertext is not one of WeChat's for this account. Nobody is told what is wrong:
    /// Base64, length, padding and app id give the same result.
    package func decrypt(_ text: String) throws(WeChatError) -> [UInt8]? {
        guard let ciphertext = Base64.decode(text), ciphertext.count.isMultiple(of: Self.block),
            let padded = try run({ () throws(CryptoError) in
                try AESCBC.decrypt(ciphertext, key: key.bytes, iv: Array(key.bytes.prefix(16)), padding: .none)
            })
        else { return nil }
        return message(in: padded, end: padded.count - Self.paddingLength(of: padded))
    }

    /// - Parameter random: 16 bytes, never the same twice.
    package func encrypt(
        _ message: [UInt8], random: [UInt8] = Random.bytes(MessageCipher.randomLength)
    ) throws(WeChatError) -> String {
        var plaintext = random
        plaintext.reserveCapacity(message.count + 128)
        for shift in [24, 16, 8, 0] { plaintext.append(UInt8(truncatingIfNeeded: message.count >> shift)) }
        plaintext += message
        plaintext += appID
        let padding = Self.block - plaintext.count % Self.block
        plaintext += [UInt8](repeating: UInt8(padding), count: padding)
        let padded = plaintext
        return Base64.encode(
            try run { () throws(CryptoError) in
                try AESCBC.encrypt(padded, key: key.bytes, iv: Array(key.bytes.prefix(16)), padding: .none)
            })
    }

    /// The length of the padding at the end; more than the text has when the padding is wrong. Reads the same bytes in
    /// every case.
    private static func paddingLength(of text: [UInt8]) -> Int {
        let last = text[text.count - 1]
        var difference: UInt8 = 0
        for place in 1...block {
            let isPadding: UInt8 = place <= Int(last) ? 0xFF : 0
            difference |= (text[text.count - place] ^ last) & isPadding
        }
        return difference == 0 && (1...block).contains(Int(last)) ? Int(last) : text.count + 1
    }

    private func message(in text: [UInt8], end: Int) -> [UInt8]? {
        let start = Self.randomLength + Self.lengthLength
        guard end >= start else { return nil }
        let length = text[Self.randomLength..<start].reduce(0) { $0 << 8 | Int($1) }
        guard length <= end - start, constantTimeEquals(Array(text[(start + length)..<end]), appID) else { return nil }
        return Array(text[start..<(start + length)])
    }

    private func run<T>(_ work: () throws(CryptoError) -> T) throws(WeChatError) -> T {
        do { return try work() } catch { throw .fault("\(error)") }
    }
}
