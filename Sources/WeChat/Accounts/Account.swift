/// A WeChat account for which this installation acts. Everything that belongs to one account is reached through such a
/// value.
package struct Account: Sendable {
    /// `wx` and 16 hexadecimal digits, as WeChat assigns it; also the name of the account's token file.
    package let appID: String
    package let secret: Secret

    package init(appID: String, secret: Secret) {
        self.appID = appID
        self.secret = secret
    }

    package static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
