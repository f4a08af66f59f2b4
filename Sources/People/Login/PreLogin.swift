internal import Crypto
internal import Platform
internal import Site
internal import WeChat

/// Ids of sessions in which nobody has logged in yet. Such a session is not stored: the id itself tells that this site
/// made it, and when it expires.
///
/// An id looks like a session's: 64 hexadecimal digits. They are its expiry in Unix seconds (4 bytes), random bytes (8)
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

    /// Its expiry, also when that has passed; nil when `makeID` did not make it.
    func expiry(of id: String) throws(WeChatError) -> Int64? {
        guard Sessions.isID(id), let bytes = Hex.decode(id) else { return nil }
        let message = Array(bytes.prefix(PreLogin.messageLength))
        guard try keys.isSigned(message, by: Array(bytes.dropFirst(PreLogin.messageLength))) else { return nil }
        return Seconds.read(message, at: 0)
    }
}
