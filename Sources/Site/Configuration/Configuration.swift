/// The effective configuration: `wechat.ini`, checked and typed.
package import WeChat
package import HTTP
package final class Configuration: Sendable {
    /// The file that it was read from.
    package let file: String
    /// The address that the browser sees; never guessed from request headers.
    package let publicURL: WebURL
    /// The folder of the database, the token store and the keys.
    package let stateDirectory: String
    package let officialAccount: OfficialAccountSettings
    package let miniProgram: MiniProgramSettings
    package let upstream: UpstreamSettings
    package let login: LoginSettings
    package let sessions: SessionSettings
    /// Exact origins, such as `https://h5.example.com`, that may read answers with credentials.
    package let corsOrigins: [String]
    package let jssdk: JSSDKSettings
    package let measurements: MeasurementSettings
    package let messages: MessageSettings
    /// Requests that one process answers at a time.
    package let concurrency: Int
    /// Seconds for which browsers stay on https for this host; nil: the header is not sent, because `public_url` is
    /// http.
    package let strictTransport: Int?
    /// Whether every request is logged, instead of failures only.
    package let logsRequests: Bool
    /// Every setting with its effective value, secrets redacted, in the file's order of sections.
    package let settings: [Setting]
    /// The settings of the file that earlier releases had, as `[section] key`. They have no effect.
    package let retired: [String]

    /// The `concurrency` of a process that has no configuration yet.
    package static let concurrency = 16

    /// Reads and checks a configuration file.
    ///
    /// - Throws: every error, each with file, line and key; also when the file contains secrets and others can read it.
    package init(file: String) throws(ConfigurationError) {
        var reader = try ConfigurationReader(file: file)
        let publicURL = reader.url("", "public_url", default: "")
        let stateDirectory = reader.text("", "state_dir")
        self.file = file
        self.stateDirectory = reader.resolve(stateDirectory)
        officialAccount = OfficialAccountSettings(from: &reader)
        miniProgram = MiniProgramSettings(account: Account(from: &reader, section: "mini_program"))
        let upstream = UpstreamSettings(from: &reader)
        login = LoginSettings(from: &reader)
        sessions = SessionSettings(from: &reader, publicURL: publicURL)
        corsOrigins = reader.list("cors", "origins", of: "origins such as https://h5.example.com", convert: Self.origin)
        jssdk = JSSDKSettings(
            explains: reader.flag("jssdk", "explain", default: false),
            hosts: reader.list("jssdk", "hosts", of: "host names", convert: HostPattern.init))
        measurements = MeasurementSettings(from: &reader)
        messages = MessageSettings(from: &reader)
        concurrency = reader.whole("server", "concurrency", default: Configuration.concurrency, in: 1...256)
        let strictTransport = reader.whole("server", "hsts", default: 31_536_000, in: 0...63_072_000)
        self.strictTransport = publicURL?.scheme == "https" ? strictTransport : nil
        logsRequests = reader.flag("log", "requests", default: false)
        reader.reportMissing("", "state_dir", ": the folder for the database and tokens")
        reader.reportMissing("", "public_url", ": the address that browsers use")
        Self.finish(&reader, file: file)
        guard let publicURL, let upstream, reader.faults.isEmpty else {
            throw ConfigurationError(faults: reader.faults)
        }
        self.publicURL = publicURL
        self.upstream = upstream
        settings = reader.settings
        retired = reader.retired
    }
}

/// `[official_account]`, 公众号.
package struct OfficialAccountSettings: Sendable {
    /// Nil: this installation serves no official account.
    package let account: Account?
    /// The gateway's verification token.
    package let token: Secret?
    /// 43 characters, for encrypted messages.
    package let encodingAESKey: Secret?
    /// The previous key: WeChat may still use it for a while after a change.
    package let previousEncodingAESKey: Secret?
}

/// `[mini_program]`, 小程序.
package struct MiniProgramSettings: Sendable {
    /// Nil: this installation serves no mini program.
    package let account: Account?
}

/// `[login]`
package struct LoginSettings: Sendable {
    /// Sites to which a login may return, besides `public_url` and `h5_url`.
    package let redirectHosts: [SitePattern]
    /// Seconds from the start of a login to its callback.
    package let stateLifetime: Int
    /// Whether the callback must come from the browser that started the login.
    package let bindsBrowser: Bool
    package let openidLogin: OpenIDLogin
    package let encryptedPhone: EncryptedPhone
    package let snapshot: Snapshot

    /// How to treat the visitor of a snapshot page (快照页), for whom WeChat gives a virtual account.
    package enum Snapshot: String, CaseIterable, Sendable {
        /// The visitor gets a session without a user, and is marked in profiles.
        case mark
        case refuse
    }

    /// How to treat a phone number that a client passes on encrypted. Its encryption proves nothing.
    package enum EncryptedPhone: String, CaseIterable, Sendable {
        /// It counts as verified by WeChat.
        case accept
        /// It is stored like one that the person typed.
        case unverified
        case refuse
    }

    /// What proves that a caller owns the openid with which it logs in.
    package enum OpenIDLogin: String, CaseIterable, Sendable {
        /// Its code was exchanged a few minutes ago from the same network and User-Agent; valid for one login.
        case recentExchange = "recent_exchange"
        /// The handle that came with the exchange.
        case handle
        case open
    }
}

/// `[sessions]`
package struct SessionSettings: Sendable {
    /// Nil: cookies are for this host only.
    package let cookieDomain: String?
    /// Whether cookies are sent only over HTTPS.
    package let isSecure: Bool
    /// Seconds, absolute, for the measurements API.
    package let measurementsLifetime: Int
    /// Seconds, for the others.
    package let lifetime: Int
    /// Sessions per person and API: beyond these the oldest is ended.
    package let perUser: Int

    /// `secure = auto`: depends on `public_url`'s scheme.
    package enum Secure: String, CaseIterable, Sendable {
        case auto
        case always = "true"
        case never = "false"
    }
}

/// `[jssdk]`
package struct JSSDKSettings: Sendable {
    /// Whether `explain=1` shows what was signed.
    package let explains: Bool
    /// Hosts whose pages are signed; empty: any, because WeChat checks the page's domain itself.
    package let hosts: [HostPattern]
}

/// `[measurements]`
package struct MeasurementSettings: Sendable {
    /// The address of the H5 pages; nil: `public_url`.
    package let h5URL: WebURL?
    package let unpaid: Unpaid
    /// Seconds for which a share token shows its report.
    package let shareLifetime: Int
    /// The rule file; nil: the one that ships with the project.
    package let analysisRules: String?
    /// An external engine and its arguments; empty: the built-in one.
    package let analysisCommand: [String]
    /// Seconds that the external engine may take for one report.
    package let analysisTimeout: Double

    /// How much of a report is answered before payment.
    package enum Unpaid: String, CaseIterable, Sendable {
        /// What the H5 page shows before payment.
        case brief
        /// Everything; the page decides what to show.
        case full
    }
}
