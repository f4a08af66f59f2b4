/// What is wrong with a push on purpose: an attack, or a mistake of WeChat's that a gateway must survive.
///
/// What is wrong inside the encryption is signed as it stands, so that the gateway gets to see it.
enum Damage: String, CaseIterable {
    /// `signature` is wrong.
    case signature
    /// `msg_signature` is wrong.
    case messageSignature = "msg_signature"
    /// The encrypted text was changed after it had been signed.
    case tamper
    /// The query names somebody else than the message does.
    case openid
    /// Signed a day ago, and rightly so.
    case stale
    /// Another account's appid stands behind the message.
    case appid
    /// The encrypted text lacks its last bytes, so that it is not whole blocks.
    case truncate
    /// It lacks its last block.
    case blocks
    /// A bit of it is another.
    case flip
    /// The padding is none.
    case padding
    /// The message says that it is longer than it is.
    case length
    /// The encrypted text is not Base64.
    case base64

    /// What the manual says of it.
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

    /// Whether it can be done to a plain push.
    var needsEncryption: Bool { ![.signature, .openid, .stale].contains(self) }
}
