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

    static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}

extension Account {
    /// The account of a section; nil when its `app_id` is empty.
    init?(from reader: inout ConfigurationReader, section: String) {
        let appID = reader.value(section, "app_id", fallback: "", shownAs: "", expected: "letters and digits") { text in
            text.utf8.count <= 64 && text.utf8.allSatisfy(Account.isWordByte) ? text : nil
        }
        let secret = reader.secret(section, "app_secret")
        if secret != nil { reader.reportMissing(section, "app_id", ", but app_secret is given") }
        if !appID.isEmpty { reader.reportMissing(section, "app_secret", ", but app_id is given") }
        guard let secret, !appID.isEmpty else { return nil }
        self.init(appID: appID, secret: secret)
    }
}
