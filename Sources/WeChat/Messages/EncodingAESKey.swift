internal import Crypto

/// The key of encrypted messages, as the account's push settings show it: 43 letters and digits.
/// Printing it gives `••••`.
package struct EncodingAESKey: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    /// The AES-256 key. 43 digits carry two bits more than its 32 bytes; WeChat's own keys have them set as often as not.
    package let bytes: [UInt8]

    /// Nil when the text is no such key.
    package init?(_ text: Secret) {
        guard text.exposed.utf8.count == 43, text.exposed.utf8.allSatisfy(Account.isWordByte),
            let bytes = Base64.decode(text.exposed + "="), bytes.count == 32
        else { return nil }
        self.bytes = bytes
    }

    package var description: String { "••••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
