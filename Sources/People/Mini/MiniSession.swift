/// What is stored of a mini program's login: one row per person, for the last login.
struct MiniSession: Sendable {
    let appID: String
    let openid: String
    /// Sealed.
    let sessionKey: [UInt8]
    let unionid: String?
    /// Unix seconds.
    let exchangedAt: Int64
    /// When the wx-auth API last saw a code of this person, which proves the openid for some minutes and one login;
    /// nil: never, or it was used.
    let provedAt: Int64?
    /// The client that brought the code: see `ClientMark`.
    let proverMark: [UInt8]?
    /// Handles made before this time are void.
    let handlesSince: Int64

    static func context(_ appID: String, _ openid: String) -> String { "mini_sessions.session_key \(appID) \(openid)" }
}
