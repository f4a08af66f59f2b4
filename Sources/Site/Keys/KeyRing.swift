internal import Crypto
internal import Platform
package import WeChat

/// Seals what the database stores but must not reveal: AES-256-GCM under keys in their own file, so that a stolen
/// database alone is worthless. What browsers receive is sealed and signed under keys derived from those.
package final class KeyRing {
    /// The uses of the keys. Anybody can have any number of login states sealed, and none of them wears out the key
    /// that protects the database.
    package enum Use: String {
        case database
        case loginState = "login state"
        case preLogin = "pre-login session"
    }

    /// The bytes that sealing adds.
    package static let overhead = 1 + SecretKey.idLength + AESGCM.nonceLength + AESGCM.tagLength

    let file: KeyFile
    private let use: Use

    /// The first byte of everything sealed: the form of the rest.
    private static let form: UInt8 = 1

    init(_ file: KeyFile, for use: Use = .database) {
        self.file = file
        self.use = use
    }

    /// Seals a text.
    ///
    /// - Parameter context: the column and row that it is for. It opens nowhere else, so that nobody who can write to
    ///   the database can put one person's token into another's row.
    package func seal(_ text: String, for context: String) throws(WeChatError) -> [UInt8] {
        try seal(Array(text.utf8), for: context)
    }

    package func seal(_ bytes: [UInt8], for context: String) throws(WeChatError) -> [UInt8] {
        let key = try file.newest()
        let nonce = Random.bytes(AESGCM.nonceLength)
        do {
            return [KeyRing.form] + key.id + nonce
                + (try AESGCM.seal(bytes, key: derived(key), nonce: nonce, context: Array(context.utf8)))
        } catch { throw .fault("\(error)") }
    }

    /// The text; nil when the key is gone, or when the data were changed or sealed for something else.
    package func open(_ sealed: [UInt8], for context: String) throws(WeChatError) -> String? {
        guard var bytes = try openBytes(sealed, for: context) else { return nil }
        defer { bytes.wipe() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// As `open`.
    package func openBytes(_ sealed: [UInt8], for context: String) throws(WeChatError) -> [UInt8]? {
        let header = 1 + SecretKey.idLength + AESGCM.nonceLength
        guard sealed.count > header, sealed[0] == KeyRing.form else { return nil }
        guard let key = try file.key(Array(sealed[1...SecretKey.idLength])) else { return nil }
        let nonce = Array(sealed[(1 + SecretKey.idLength)..<header])
        do {
            return try AESGCM.open(
                Array(sealed[header...]), key: derived(key), nonce: nonce, context: Array(context.utf8))
        } catch { throw .fault("\(error)") }
    }

    /// The key for this use.
    func derived(_ key: SecretKey) throws(CryptoError) -> [UInt8] {
        use == .database ? key.bytes : try hmacSHA256(key: key.bytes, message: Array(use.rawValue.utf8))
    }
}
