internal import HTTP
internal import Platform
internal import WeChat

extension Configuration {
    private static let sections: Set<String> = [
        "", "official_account", "mini_program", "upstream", "login", "sessions", "cors", "jssdk", "measurements",
        "messages", "server", "log",
    ]

    static func finish(_ reader: inout ConfigurationReader, file: String) {
        reader.retire("measurements", "payment")
        reader.reportUnknown(sections: sections)
        guard reader.holdsSecrets else { return }
        do throws(FileSystemError) { try FileSystem.refuseReadableByOthers(file) } catch {
            reader.report(error.message + (error.hint.map { " (\($0))" } ?? ""))
        }
    }

    /// `https://host[:port]` and nothing after it, as browsers send it.
    static func origin(_ text: String) -> String? {
        guard let url = WebURL(text), text.utf8.filter({ $0 == UInt8(ascii: "/") }).count == 2 else { return nil }
        return url.text.contains("?") || url.text.contains("#") ? nil : url.origin
    }
}

extension OfficialAccountSettings {
    init(from reader: inout ConfigurationReader) {
        account = Account(from: &reader, section: "official_account")
        token = reader.secret("official_account", "token")
        encodingAESKey = reader.encodingAESKey("encoding_aes_key")
        previousEncodingAESKey = reader.encodingAESKey("encoding_aes_key_previous")
    }
}

extension ConfigurationReader {
    fileprivate mutating func encodingAESKey(_ key: String) -> Secret? {
        let text = secret("official_account", key)
        if let text, EncodingAESKey(text) == nil { report("official_account", key, "must be 43 letters and digits") }
        return text
    }
}

extension UpstreamSettings {
    init?(from reader: inout ConfigurationReader) {
        let api = reader.secureURL("upstream", "api_url", default: "https://api.weixin.qq.com")
        let open = reader.secureURL("upstream", "open_url", default: "https://open.weixin.qq.com")
        let connectTimeout = reader.seconds("upstream", "connect_timeout", default: 2, in: 0.1...60)
        let timeout = reader.seconds("upstream", "timeout", default: 4, in: 0.1...60)
        let proxy = reader.url("upstream", "proxy", default: "")
        let authorities = reader.certificates("upstream", "ca_file")
        guard let api, let open else { return nil }
        self.init(
            apiURL: api, openURL: open, connectTimeout: connectTimeout, timeout: timeout, proxy: proxy,
            authorities: authorities)
    }
}

extension LoginSettings {
    init(from reader: inout ConfigurationReader) {
        redirectHosts = reader.list(
            "login", "redirect_hosts", of: "hosts such as h5.example.com, *.example.com:8443 or http://old.example.com",
            convert: SitePattern.init)
        stateLifetime = reader.whole("login", "state_lifetime", default: 600, in: 30...86_400)
        bindsBrowser = reader.flag("login", "bind_browser", default: true)
        openidLogin = reader.choice("login", "openid_login", default: .recentExchange)
        encryptedPhone = reader.choice("login", "encrypted_phone", default: .unverified)
        snapshot = reader.choice("login", "snapshot", default: .mark)
    }
}

extension SessionSettings {
    init(from reader: inout ConfigurationReader, publicURL: WebURL?) {
        let domain = reader.value(
            "sessions", "cookie_domain", fallback: "", shownAs: "", expected: "a domain such as example.com"
        ) { HostPattern($0) == nil || $0.hasPrefix("*") ? nil : $0 }
        cookieDomain = domain.isEmpty ? nil : domain
        let secure = reader.choice("sessions", "secure", default: Secure.auto)
        isSecure = secure == .always || secure == .auto && publicURL?.scheme == "https"
        measurementsLifetime = reader.whole("sessions", "measurements_lifetime", default: 1200, in: 60...31_536_000)
        lifetime = reader.whole("sessions", "lifetime", default: 604_800, in: 60...31_536_000)
        perUser = reader.whole("sessions", "per_user", default: 20, in: 1...10_000)
    }
}

extension MeasurementSettings {
    init(from reader: inout ConfigurationReader) {
        h5URL = reader.url("measurements", "h5_url", default: "")
        unpaid = reader.choice("measurements", "unpaid", default: .brief)
        shareLifetime = reader.whole("measurements", "share_lifetime", default: 2_592_000, in: 60...31_536_000)
        let rules = reader.text("measurements", "analysis_rules")
        analysisRules = rules.isEmpty ? nil : reader.resolve(rules)
        let command = reader.text("measurements", "analysis_command")
        analysisCommand = command.split(separator: " ").map(String.init)
        analysisTimeout = reader.seconds("measurements", "analysis_timeout", default: 5, in: 0.1...15)
    }
}
