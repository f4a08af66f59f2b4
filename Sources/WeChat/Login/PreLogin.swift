internal import Crypto
internal import Platform

/// Ids of sessions in which nobody has logged in yet. Such a session is nowhere but in its id: the site tells by the id
/// alone that it gave it, and until when it counts.
///
/// An id looks like a session's: 64 hexadecimal digits. They are the end in Unix seconds (4 bytes), random bytes (8)
/// and a signature of both (20).
struct PreLogin {
    private let keys: KeyRing

    private static let nonceLength = 8
    private static let messageLength = 4 + nonceLength

    init(_ installation: Installation) throws(WeChatError) { keys = try installation.keyRing(for: .preLogin) }

    func makeID(expiresAt: Int64) throws(WeChatError) -> String {
        let message = Seconds.bytes(expiresAt) + Random.bytes(PreLogin.nonceLength)
        return Hex.encode(message + (try keys.sign(message)))
    }

    /// When it ends or ended; nil when it is no id that `makeID` gave.
    func expiry(of id: String) throws(WeChatError) -> Int64? {
        guard Sessions.isID(id), let bytes = Hex.decode(id) else { return nil }
        let message = Array(bytes.prefix(PreLogin.messageLength))
        guard try keys.isSigned(message, by: Array(bytes.dropFirst(PreLogin.messageLength))) else { return nil }
        return Seconds.read(message, at: 0)
    }
}
