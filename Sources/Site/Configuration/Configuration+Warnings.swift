internal import HTTP
internal import WeChat

extension Configuration {
    /// Settings that are valid but probably not intended, a sentence each. They quote no secret.
    ///
    /// These are not errors, because accounts of tests and simulators look unlike WeChat's.
    package var warnings: [String] {
        let accounts = [("official_account", officialAccount.account), ("mini_program", miniProgram.account)]
        var warnings = accounts.compactMap { section, account in
            account.flatMap {
                Account.isAppID($0.appID) ? nil : "[\(section)] app_id is not wx followed by 16 digits of 0-9 and a-f"
            }
        }
        if let token = officialAccount.token, !OfficialAccountSettings.isToken(token) {
            warnings.append(
                "[official_account] token is not 3 to 32 letters and digits: WeChat does not accept it")
        }
        if publicURL.scheme == "http", !publicURL.isLoopback {
            warnings.append("public_url is http: other hosts of its domain can plant the cookie that binds a login")
        }
        return warnings + forOldClientsOnly + retired.map { "\($0) has no effect any more" }
    }

    /// Settings that work but are less safe than they could be.
    private var forOldClientsOnly: [String] {
        [
            login.openidLogin == .open ? "[login] openid_login = open lets in anyone who knows an openid" : nil,
            login.encryptedPhone == .accept
                ? "[login] encrypted_phone = accept treats numbers as verified that a client can forge" : nil,
            login.bindsBrowser ? nil : "[login] bind_browser = false logs in whoever opens a callback first",
            messages.encryptedOnly == .never && officialAccount.encodingAESKey != nil
                ? "[messages] encrypted_only = false accepts pushes whose content is not signed, although a key is set"
                : nil,
        ].compactMap { $0 }
    }
}

extension Account {
    /// Whether a text looks like one of WeChat's app ids: `wx` and 16 hexadecimal digits.
    static func isAppID(_ text: String) -> Bool {
        text.utf8.count == 18 && text.hasPrefix("wx")
            && text.utf8.dropFirst(2).allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
    }
}

extension OfficialAccountSettings {
    /// Whether WeChat accepts a text as a gateway's token (服务器配置: 必须为英文或数字，长度为3-32字符).
    static func isToken(_ token: Secret) -> Bool {
        (3...32).contains(token.exposed.utf8.count) && token.exposed.utf8.allSatisfy(Account.isWordByte)
    }
}
