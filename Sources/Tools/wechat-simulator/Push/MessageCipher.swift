import Crypto
import Platform

/// The encryption of messages between WeChat and a gateway: AES-256-CBC with the first half of the key as IV.
///
/// The plaintext: 16 random bytes, the message's length in four bytes, the message, the appid, and padding to blocks of
/// 32 bytes: one to 32 bytes, each with their number as value.
struct MessageCipher {
    /// Bytes; AES itself has blocks of 16.
    private static let block = 32

    private let key: [UInt8]
    private let appid: String

    /// - Parameter encodingAESKey: 43 letters and digits: Base64 of 32 bytes, without its `=`.
    init(encodingAESKey: String, appid: String) throws(Failure) {
        guard encodingAESKey.utf8.count == 43, let key = Base64.decode(encodingAESKey + "=") else {
            throw .misused("encoding_aes_key must be 43 letters and digits")
        }
        self.key = key
        self.appid = appid
    }

    /// - Parameters:
    ///   - random: 16 bytes.
    ///   - damage: the intended defect, if it is in the encryption.
    /// - Returns: Base64.
    func encrypt(
        _ message: [UInt8], random: [UInt8] = Array(Random.hexadecimal(16).utf8), damage: Damage? = nil
    ) throws(Failure) -> String {
        let length = UInt32(message.count) &+ (damage == .length ? 1 << 20 : 0)
        let owner = damage == .appid ? "wx" + String(repeating: "f", count: 16) : appid
        var text = random + (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) } + message
        text += owner.utf8
        let count = MessageCipher.block - text.count % MessageCipher.block
        text += [UInt8](repeating: UInt8(count), count: count)
        // More than a block, and not uniform: no strict reader accepts that.
        if damage == .padding { text[text.count - 1] = UInt8(MessageCipher.block + 1) }
        return try damaged(encrypted(text), damage)
    }

    /// The message in a gateway's reply.
    ///
    /// - Parameter text: Base64.
    func decrypt(_ text: String) throws(BadReply) -> [UInt8] {
        guard let bytes = Base64.decode(text) else { throw BadReply("Encrypt is not Base64") }
        guard let padded = try decrypted(bytes) else { throw BadReply("Encrypt is not whole blocks of AES") }
        let content = try unpadded(padded)
        guard content.count >= 20 else { throw BadReply("decrypted, it is shorter than its own head") }
        let length = content[16..<20].reduce(0) { $0 << 8 | Int($1) }
        guard length <= content.count - 20 else {
            throw BadReply("decrypted, it says it has \(length) bytes, and has \(content.count - 20) at most")
        }
        guard content[(20 + length)...].elementsEqual(appid.utf8) else {
            throw BadReply("decrypted, another appid than \(appid) stands at its end, or its length is wrong")
        }
        return Array(content[20..<(20 + length)])
    }

    private func unpadded(_ bytes: [UInt8]) throws(BadReply) -> ArraySlice<UInt8> {
        guard let count = bytes.last, (1...MessageCipher.block).contains(Int(count)), Int(count) <= bytes.count,
            bytes.suffix(Int(count)).allSatisfy({ $0 == count })
        else { throw BadReply("its padding is wrong: another key, or not PKCS#7 to blocks of 32 bytes") }
        guard bytes.count.isMultiple(of: MessageCipher.block) else {
            throw BadReply("it is padded to blocks of 16 bytes, and must be to blocks of 32")
        }
        return bytes.dropLast(Int(count))
    }

    private func encrypted(_ text: [UInt8]) throws(Failure) -> [UInt8] {
        do throws(CryptoError) {
            return try AESCBC.encrypt(text, key: key, iv: Array(key.prefix(16)), padding: .none)
        } catch {
            throw .broken("\(error)")
        }
    }

    private func decrypted(_ bytes: [UInt8]) throws(BadReply) -> [UInt8]? {
        do throws(CryptoError) {
            return try AESCBC.decrypt(bytes, key: key, iv: Array(key.prefix(16)), padding: .none)
        } catch {
            throw BadReply("\(error)")
        }
    }

    private func damaged(_ bytes: [UInt8], _ damage: Damage?) -> String {
        var bytes = bytes
        switch damage {
        case .truncate: bytes.removeLast(7)
        case .blocks: bytes.removeLast(16)
        case .flip: bytes[bytes.count / 2] ^= 1
        case .base64: return "*" + Base64.encode(bytes)
        default: break
        }
        return Base64.encode(bytes)
    }
}
