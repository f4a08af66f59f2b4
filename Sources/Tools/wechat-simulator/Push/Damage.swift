/// An intentional defect of a push: an attack, or a mistake by WeChat that a gateway must survive.
///
/// Defects inside the encryption are correctly signed, so that the gateway gets to see them.
enum Damage: String, CaseIterable {
    /// `signature` is wrong.
    case signature
    /// `msg_signature` is wrong.
    case messageSignature = "msg_signature"
    /// The encrypted text was changed after it had been signed.
    case tamper
    /// The query names another person than the message.
    case openid
    /// Correctly signed, but a day ago.
    case stale
    /// Another account's appid follows the message.
    case appid
    /// The encrypted text lacks its last bytes, so that it is not whole blocks.
    case truncate
    /// It lacks its last block.
    case blocks
    /// One of its bits is flipped.
    case flip
    /// The padding is invalid.
    case padding
    /// The message claims to be longer than it is.
    case length
    /// The encrypted text is not Base64.
    case base64

    /// Its description in the manual.
    var meaning: String {
        switch self {
        case .signature: "signature is wrong"
        case .messageSignature: "msg_signature is wrong"
        case .tamper: "the encrypted text was changed after signing"
        case .openid: "the query's openid is somebody else's"
        case .stale: "the timestamp is a day old, and rightly signed"
        case .appid: "another account's appid in the encrypted text"
        case .truncate: "the encrypted text lacks its last bytes"
        case .blocks: "the encrypted text lacks its last block"
        case .flip: "a bit of the encrypted text is flipped"
        case .padding: "the padding is wrong"
        case .length: "the message's length is too large"
        case .base64: "the encrypted text is not Base64"
        }
    }

    /// Whether it is possible only for an encrypted push.
    var needsEncryption: Bool { ![.signature, .openid, .stale].contains(self) }
}
