internal import Crypto

/// The key for encrypted messages, as in the account's push settings: 43 letters and digits. Printing it gives `••••`.
package struct EncodingAESKey: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    /// The AES-256 key. 43 characters carry two more bits than its 32 bytes; in WeChat's own keys these are often set.
    package let bytes: [UInt8]

    /// Nil when the text is not such a key.
    package init?(_ text: Secret) {
        guard text.exposed.utf8.count == 43, text.exposed.utf8.allSatisfy(Account.isWordByte),
            let bytes = Base64.decode(text.exposed + "="), bytes.count == 32
        else { return nil }
        self.bytes = bytes
    }

    package var description: String { "••••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
