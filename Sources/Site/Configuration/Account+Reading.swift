internal import WeChat

extension Account {
    /// The account of a section; nil when its `app_id` is empty.
    init?(from reader: inout ConfigurationReader, section: String) {
        let appID = reader.value(section, "app_id", fallback: "", shownAs: "", expected: "letters and digits") { text in
            text.utf8.count <= 64 && text.utf8.allSatisfy(Account.isWordByte) ? text : nil
        }
        let secret = reader.secret(section, "app_secret")
        if secret != nil { reader.reportMissing(section, "app_id", ", but app_secret is set") }
        if !appID.isEmpty { reader.reportMissing(section, "app_secret", ", but app_id is set") }
        guard let secret, !appID.isEmpty else { return nil }
        self.init(appID: appID, secret: secret)
    }
}
