internal import Crypto
internal import Platform

/// Seals what the database keeps but must not give away: AES-256-GCM under keys in a file of their own, so that a stolen
/// database alone is worth nothing.
package final class KeyRing {
    private let file: KeyFile

    /// The first byte of everything sealed: which form the rest has.
    private static let form: UInt8 = 1

    init(_ file: KeyFile) { self.file = file }

    /// Seals a text.
    ///
    /// - Parameter context: which column of which row it is for; it opens nowhere else, so that nobody who can write the
    ///   database puts one person's token into another's row.
    func seal(_ text: String, for context: String) throws(WeChatError) -> [UInt8] {
        let key = try file.newest()
        let nonce = Random.bytes(AESGCM.nonceLength)
        do {
            return [KeyRing.form] + key.id + nonce
                + (try AESGCM.seal(Array(text.utf8), key: key.bytes, nonce: nonce, context: Array(context.utf8)))
        } catch { throw .fault("\(error)") }
    }

    /// The text, or nil when the key is gone, or when it was changed or sealed for something else.
    func open(_ sealed: [UInt8], for context: String) throws(WeChatError) -> String? {
        let header = 1 + SecretKey.idLength + AESGCM.nonceLength
        guard sealed.count > header, sealed[0] == KeyRing.form else { return nil }
        guard let key = try file.key(Array(sealed[1...SecretKey.idLength])) else { return nil }
        let nonce = Array(sealed[(1 + SecretKey.idLength)..<header])
        do {
            let bytes = try AESGCM.open(
                Array(sealed[header...]), key: key.bytes, nonce: nonce, context: Array(context.utf8))
            return bytes.map { String(decoding: $0, as: UTF8.self) }
        } catch { throw .fault("\(error)") }
    }
}
