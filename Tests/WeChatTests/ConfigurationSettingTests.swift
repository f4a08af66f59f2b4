import Testing

@testable import HTTP
@testable import Site
@testable import WeChat

/// One row per setting and form of its value: what is given, where it arrives, and as what.
@Suite("A setting")
struct ConfigurationSettingTests {
    typealias Row = (text: String, read: @Sendable (Configuration) -> String?, value: String?)

    static let accounts: [Row] = [
        ("[official_account]\napp_id = wx1\napp_secret = s", { $0.officialAccount.account?.appID }, "wx1"),
        (
            "[official_account]\napp_id = wx1\napp_secret = s3cret", { $0.officialAccount.account?.secret.exposed },
            "s3cret"
        ),
        ("[official_account]\ntoken = t0ken", { $0.officialAccount.token?.exposed }, "t0ken"),
        ("[official_account]\ntoken = a=b:c;d", { $0.officialAccount.token?.exposed }, "a=b:c;d"),
        ("[official_account]\nencoding_aes_key = \(key)", { $0.officialAccount.encodingAESKey?.exposed }, key),
        (
            "[official_account]\nencoding_aes_key_previous = \(key)",
            { $0.officialAccount.previousEncodingAESKey?.exposed }, key
        ),
        ("[mini_program]\napp_id = wx2\napp_secret = s", { $0.miniProgram.account?.appID }, "wx2"),
        ("[mini_program]\napp_id = wx2\napp_secret = s3cret", { $0.miniProgram.account?.secret.exposed }, "s3cret"),
        ("[mini_program]\napp_id = wx2\napp_secret = s", { $0.officialAccount.account?.appID }, nil),
    ]
    static let upstream: [Row] = [
        (
            "[upstream]\napi_url = https://sh.api.weixin.qq.com/", { $0.upstream.apiURL.text },
            "https://sh.api.weixin.qq.com"
        ),
        ("[upstream]\napi_url = http://127.0.0.1:8081", { $0.upstream.apiURL.text }, "http://127.0.0.1:8081"),
        ("[upstream]\napi_url = http://localhost:8081/sim/", { $0.upstream.apiURL.text }, "http://localhost:8081/sim"),
        ("[upstream]\nopen_url = http://[::1]:8081", { $0.upstream.openURL.text }, "http://[::1]:8081"),
        ("[upstream]\nconnect_timeout = 0.5", { "\($0.upstream.connectTimeout)" }, "0.5"),
        ("[upstream]\ntimeout = 9", { "\($0.upstream.timeout)" }, "9.0"),
        ("[upstream]\nproxy = http://proxy.example:3128", { $0.upstream.proxy?.text }, "http://proxy.example:3128"),
    ]
    static let browsers: [Row] = [
        (
            "[login]\nredirect_hosts = A.example",
            { "\($0.login.redirectHosts == [SitePattern("a.example")].compactMap(\.self))" }, "true"
        ),
        (
            "[login]\nredirect_hosts = , a.example ,,\n  b.example\n\t*.c.example,",
            { "\($0.login.redirectHosts.count)" }, "3"
        ),
        ("[login]\nstate_lifetime = 30", { "\($0.login.stateLifetime)" }, "30"),
        ("[login]\nbind_browser = false", { "\($0.login.bindsBrowser)" }, "false"),
        ("[login]\nopenid_login = open", { "\($0.login.openidLogin)" }, "open"),
        ("[login]\nencrypted_phone = accept", { "\($0.login.encryptedPhone)" }, "accept"),
        ("[login]\nsnapshot = refuse", { "\($0.login.snapshot)" }, "refuse"),
        ("[sessions]\ncookie_domain = example.com", { $0.sessions.cookieDomain }, "example.com"),
        ("[sessions]\nsecure = false", { "\($0.sessions.isSecure)" }, "false"),
        ("[sessions]\nsecure = true", { "\($0.sessions.isSecure)" }, "true"),
        ("[sessions]\nmeasurements_lifetime = 60", { "\($0.sessions.measurementsLifetime)" }, "60"),
        ("[sessions]\nper_user = 3", { "\($0.sessions.perUser)" }, "3"),
        ("[sessions]\nlifetime = 31536000", { "\($0.sessions.lifetime)" }, "31536000"),
        (
            "[cors]\norigins = https://A.example, http://b.example:8080", { $0.corsOrigins.joined(separator: " ") },
            "https://a.example http://b.example:8080"
        ),
        (
            "[cors]\norigins = https://a.example:443, http://b.example:80, https://c.example:80",
            { $0.corsOrigins.joined(separator: " ") }, "https://a.example http://b.example https://c.example:80"
        ),
        ("[jssdk]\nexplain = true", { "\($0.jssdk.explains)" }, "true"),
        ("[jssdk]\nhosts = *.a.example", { "\($0.jssdk.hosts.map { $0.matches("x.a.example") })" }, "[true]"),
    ]
    static let others: [Row] = [
        (
            "[measurements]\nh5_url = https://h5.a.example/app/", { $0.measurements.h5URL?.text },
            "https://h5.a.example/app"
        ),
        ("[measurements]\nanalysis_rules = /etc/rules.json", { $0.measurements.analysisRules }, "/etc/rules.json"),
        (
            "[measurements]\nanalysis_command = /opt/analyze  --fast -x", { "\($0.measurements.analysisCommand)" },
            "[\"/opt/analyze\", \"--fast\", \"-x\"]"
        ),
        ("[measurements]\nunpaid = full", { "\($0.measurements.unpaid)" }, "full"),
        ("[measurements]\nshare_lifetime = 3600", { "\($0.measurements.shareLifetime)" }, "3600"),
        ("[server]\nhsts = 0", { "\($0.strictTransport ?? -1)" }, "0"),
        ("[measurements]\nanalysis_timeout = 0.5", { "\($0.measurements.analysisTimeout)" }, "0.5"),
        ("[messages]\nencrypted_only = true", { "\($0.messages.encryptedOnly)" }, "always"),
        ("[messages]\nfollow_reply = 欢迎", { $0.messages.followReply ?? "" }, "欢迎"),
        (
            "[messages]\nhandler_command = /opt/site/on-message  -x", { "\($0.messages.handlerCommand)" },
            "[\"/opt/site/on-message\", \"-x\"]"
        ),
        ("[messages]\nhandler_processes = 64", { "\($0.messages.handlerProcesses)" }, "64"),
        ("[messages]\nhandler_timeout = 0.5", { "\($0.messages.handlerTimeout)" }, "0.5"),
        ("[messages]\nwork_timeout = 600", { "\($0.messages.workTimeout)" }, "600.0"),
        ("[messages]\nkeep_days = 1", { "\($0.messages.keepDays)" }, "1"),
        ("[server]\nconcurrency = 4", { "\($0.concurrency)" }, "4"),
        ("[log]\nrequests = true", { "\($0.logsRequests)" }, "true"),
    ]
    private static let key = String(repeating: "aB3", count: 14) + "x"

    @Test("takes effect", arguments: accounts + upstream + browsers + others)
    func effect(row: Row) throws {
        #expect(try row.read(configuration(row.text)) == row.value)
    }

    @Test("that is required takes effect too, and as seen from the file when it is a path")
    func required() throws {
        let text =
            "public_url = http://Dev.example:8080/app/\nstate_dir = state/here\n[measurements]\nanalysis_rules = rules.json"
        let file = try ConfigurationFile(text)
        let read = try file.read()
        #expect(read.publicURL.text == "http://Dev.example:8080/app" && read.publicURL.host == "dev.example")
        #expect(read.stateDirectory == file.directory.path + "/state/here")
        #expect(read.measurements.analysisRules == file.directory.path + "/rules.json")
        #expect(!read.sessions.isSecure, "cookies of a plain http site are not for HTTPS alone")
    }

    @Test("is tested here, whichever there is")
    func complete() throws {
        let tested = try (Self.accounts + Self.upstream + Self.browsers + Self.others).flatMap { row in
            try configuration(row.text).settings.filter(\.isGiven).map(\.name)
        }
        // The files of replies and of certificates have tests of their own.
        #expect(
            try Set(tested + ["messages.replies_file", "upstream.ca_file"])
                == Set(configuration("").settings.map(\.name)))
    }

    @Test(
        "that is true or false has the words that administrators know",
        arguments: [
            ("true", true), ("yes", true), ("on", true), ("1", true), ("false", false), ("no", false), ("off", false),
            ("0", false),
        ])
    func flags(word: String, truth: Bool) throws {
        #expect(try configuration("[log]\nrequests = \(word)").logsRequests == truth)
        #expect(try configuration("[login]\nbind_browser = \(word)").login.bindsBrowser == truth)
    }
}
