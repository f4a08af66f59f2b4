internal import Crypto
internal import JSON
internal import Platform
internal import Site
internal import WeChat

/// Makes and checks login tokens: JSON web tokens (RFC 7519), signed with HMAC-SHA-256 (RFC 7515, `HS256`) and nothing
/// else.
///
/// `kid` names the key. Only tokens as made here are accepted: another algorithm, including `none`, a header that must
/// be understood (`crit`), another issuer or audience, and any form but the compact one are refused.
struct TokenSigner {
    private let keys: KeyFile
    private let issuer: String
    private let audience: String
    private let clock: Clock

    /// A longer token is not one of ours.
    private static let limit = 4096
    /// Seconds that another process's clock may be ahead.
    private static let leeway: Int64 = 60

    /// - Parameters:
    ///   - issuer: the site's public address.
    ///   - audience: the mini program's app id.
    init(_ keys: KeyFile, issuer: String, audience: String, clock: Clock) {
        self.keys = keys
        self.issuer = issuer
        self.audience = audience
        self.clock = clock
    }

    func sign(userID: Int64, sessionID: String, lifetime: Int64) throws(WeChatError) -> String {
        let key = try keys.newest()
        let now = clock.now()
        let header: JSONValue = ["alg": "HS256", "typ": "JWT", "kid": .string(Hex.encode(key.id))]
        let token = LoginToken(
            issuer: issuer, audience: audience, userID: userID, issuedAt: now, expiresAt: now + lifetime,
            sessionID: sessionID)
        let content = Base64URL.encode(header.bytes) + "." + Base64URL.encode(token.json.bytes)
        return content + "." + Base64URL.encode(try signature(of: Array(content.utf8)[...], key))
    }

    /// The content of a token, if it was made here and is still valid.
    ///
    /// - Throws: `badToken`.
    func verify(_ text: String) throws(WeChatError) -> LoginToken {
        let bytes = Array(text.utf8)
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard bytes.count <= TokenSigner.limit, parts.count == 3, let claimed = Base64URL.decode(parts[2]) else {
            throw .badToken(.malformed)
        }
        let key = try key(named: parts[0])
        guard constantTimeEquals(try signature(of: bytes[..<parts[1].endIndex], key), claimed) else {
            throw .badToken(.malformed)
        }
        guard let content = Base64URL.decode(parts[1]), let json = try? JSONValue(parsing: content),
            let token = LoginToken(json), token.issuer == issuer, token.audience == audience,
            token.issuedAt <= clock.now() + TokenSigner.leeway
        else { throw .badToken(.malformed) }
        guard clock.now() < token.expiresAt else { throw .badToken(.expired) }
        return token
    }

    /// The key named by a token's header, if the header is as made here.
    private func key(named header: ArraySlice<UInt8>) throws(WeChatError) -> SecretKey {
        guard let content = Base64URL.decode(header),
            let json = try? JSONValue(parsing: content, rejectsDuplicates: true),
            json["alg"]?.string == "HS256", json["crit"] == nil, let id = json["kid"]?.string.flatMap(Hex.decode)
        else { throw .badToken(.malformed) }
        guard let key = try keys.key(id) else { throw .badToken(.unknown) }
        return key
    }

    private func signature(of content: ArraySlice<UInt8>, _ key: SecretKey) throws(WeChatError) -> [UInt8] {
        do { return try hmacSHA256(key: key.bytes, message: content) } catch { throw .fault("\(error)") }
    }
}
